import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly compressedBytes: number
  readonly bytes: number
  readonly stored: boolean
  readonly headerOffset: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50

/** A zip file's table of contents. Zip64 and encryption are refused: no wheel that we take has either. */
export async function zipEntries(path: string): Promise<ZipEntry[]> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
    let end = tail.length - 22
    while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end--
    if (end < 0) throw new Error(`${path} is not a zip file.`)
    const count = tail.readUInt16LE(end + 10)
    const directoryOffset = tail.readUInt32LE(end + 16)
    if (count === 0xffff || directoryOffset === 0xffffffff)
      throw new Error(`${path} is a zip64 file, which is not read here.`)
    const directory = await readAt(file, directoryOffset, tail.readUInt32LE(end + 12))
    const entries: ZipEntry[] = []
    for (let at = 0, index = 0; index < count; index++) {
      if (directory.readUInt32LE(at) !== entrySignature) throw new Error(`${path}: its table of contents is damaged.`)
      const method = directory.readUInt16LE(at + 10)
      const nameBytes = directory.readUInt16LE(at + 28)
      const name = directory.toString('utf8', at + 46, at + 46 + nameBytes)
      if (method !== 0 && method !== 8)
        throw new Error(`${path}: ${name} is compressed by a method that is not read here (${method}).`)
      entries.push({
        name,
        compressedBytes: directory.readUInt32LE(at + 20),
        bytes: directory.readUInt32LE(at + 24),
        stored: method === 0,
        headerOffset: directory.readUInt32LE(at + 42),
      })
      at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    }
    return entries
  } finally {
    await file.close()
  }
}

/** Writes one entry to a file. Throws when what came out has another length than the table of contents says. */
export async function extractEntry(
  path: string,
  entry: ZipEntry,
  destination: string,
  onBytes: (bytes: number) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(dirname(destination), { recursive: true })
  const file = await open(path)
  let start: number
  try {
    const header = await readAt(file, entry.headerOffset, 30)
    start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  } finally {
    await file.close()
  }
  const output = createWriteStream(destination)
  if (entry.compressedBytes === 0) await new Promise<void>((resolve) => output.end(() => resolve()))
  else {
    const input = createReadStream(path, { start, end: start + entry.compressedBytes - 1, highWaterMark: 1 << 20 })
    const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        onBytes(chunk.length)
        yield chunk
      }
    }
    if (entry.stored) await pipeline(input, counted, output, { signal })
    else await pipeline(input, createInflateRaw({ chunkSize: 1 << 18 }), counted, output, { signal })
  }
  if (output.bytesWritten !== entry.bytes) throw new Error(`${path}: ${entry.name} is damaged.`)
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead !== length) throw new Error('The zip file ends too early.')
  return buffer
}
