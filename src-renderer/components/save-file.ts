/** Has the browser save a file under a name, where it saves files. */
export function saveFile(fileName: string, contents: Blob): void {
  const address = URL.createObjectURL(contents)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The download has begun once the click is handled; the contents needn't stay in memory.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
