import { constants, createReadStream } from 'node:fs'
import type { Stats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { withinTime } from './time-limit.ts'

// Every file that somebody names (a module, a data set, an argument of the CLI) is read here and nowhere else. Opening a
// named pipe waits for its writer for ever, and /dev/zero has no end: so what is no regular file is refused, and what is
// one is read within limits. Errors are the system's or say why in a clause; fileProblem() gives either.

export interface FileLimits {
  readonly mostBytes: number
  readonly withinMs: number
}

/** An environment module, or a file that it imports. */
export const moduleLimits: FileLimits = { mostBytes: 16_000_000, withinMs: 5_000 }
/** JSON is parsed from one text, and a text holds 536 million characters. */
export const dataSetLimits: FileLimits = { mostBytes: 500_000_000, withinMs: 120_000 }

/** The content of a regular file, after following links. */
export function readNamedFile(path: string, limits: FileLimits): Promise<Buffer> {
  return withOpenFile(path, limits, (file, bytes, checkTime) => readOpened(file, bytes, limits.mostBytes, checkTime))
}

/** That a file can be read, and how large it is; nothing of it is read. */
export function lookAtFile(path: string, limits: FileLimits): Promise<{ bytes: number }> {
  return withOpenFile(path, limits, async (_file, bytes) => ({ bytes }))
}

/** The same as `readNamedFile`, and a pipe is read to its end, however long that takes: for a command's argument. */
export async function readFileOrPipe(path: string, limits: FileLimits): Promise<Buffer> {
  return (await stat(path)).isFIFO() ? readToEnd(createReadStream(path), limits.mostBytes) : readNamedFile(path, limits)
}

/** A stream of bytes to its end; an error where there are more than `mostBytes`. */
export async function readToEnd(stream: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of stream) {
    bytes += piece.length
    if (bytes > mostBytes) throw tooLarge(mostBytes)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function withOpenFile<T>(
  path: string,
  { mostBytes, withinMs }: FileLimits,
  use: (file: FileHandle, bytes: number, checkTime: () => void) => Promise<T>,
): Promise<T> {
  return withinTime(withinMs, async (checkTime) => {
    // Looked at before it is opened, for opening is itself a command to some devices. Another file may be in its place by
    // the time it is opened: then O_NONBLOCK keeps a pipe from waiting, and what was opened is looked at once more.
    checkKind(await stat(path), mostBytes)
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const opened = await file.stat()
      checkKind(opened, mostBytes)
      return await use(file, opened.size, checkTime)
    } finally {
      await file.close()
    }
  })
}

function checkKind(found: Stats, mostBytes: number): void {
  if (found.isDirectory()) throw new Error('it is a folder')
  if (found.isFIFO()) throw new Error('it is a named pipe, not a file')
  if (found.isSocket()) throw new Error('it is a socket, not a file')
  if (!found.isFile()) throw new Error('it is a device, not a file')
  if (found.size > mostBytes) throw tooLarge(mostBytes)
}

/** Until nothing more comes: a file may grow meanwhile, and some of the system's own say that they are empty. */
async function readOpened(
  file: FileHandle,
  expectedBytes: number,
  mostBytes: number,
  checkTime: () => void,
): Promise<Buffer> {
  let content = Buffer.allocUnsafe(expectedBytes + 1)
  let bytes = 0
  for (;;) {
    if (bytes === content.length) content = Buffer.concat([content], 2 * bytes)
    const { bytesRead } = await file.read(content, bytes, Math.min(content.length - bytes, bytesAtOnce))
    if (bytesRead === 0) return content.subarray(0, bytes)
    bytes += bytesRead
    if (bytes > mostBytes) throw tooLarge(mostBytes)
    checkTime()
  }
}

const bytesAtOnce = 4_194_304
const tooLarge = (mostBytes: number) =>
  new Error(`it is larger than ${(mostBytes / 1_000_000).toLocaleString('en-US')} MB, the most that is read of it`)
