/**
 * What of a trainer's stack helps the author of a module: the lines in his own files. Ours and Node's say nothing to
 * him; where nothing else is in it, it is empty.
 */
export function usersStack(stack: string, ourFolder: string): string {
  const isFrame = (line: string) => /^\s+at /.test(line)
  const isTheirs = (line: string) => line.includes('file://') && !line.includes(`${ourFolder}/`)
  const lines = stack.split('\n').filter((line) => !isFrame(line) || isTheirs(line))
  // A syntax error has no frames: "FILE:3" stands above the broken line.
  return lines.some(isFrame) || /:\d+$/.test(lines[0]!) ? lines.join('\n') : ''
}
