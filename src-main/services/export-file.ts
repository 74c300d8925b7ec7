import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

/** An export on its way to a file, under a name that ends in `.partial` until it is complete. For this user alone. */
export interface ExportFile {
  write(text: string): Promise<void>
  /** Gives it its name. */
  complete(): Promise<{ path: string; bytes: number }>
  discard(): Promise<void>
}

export async function newExportFile(folder: string, stem: string, ending: string): Promise<ExportFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { path, partial, file } = await unusedName(folder, stem, ending)
  let bytes = 0
  return {
    async write(text) {
      const encoded = Buffer.from(text)
      await file.writeFile(encoded)
      bytes += encoded.length
    },
    async complete() {
      await file.sync()
      await file.close()
      await rename(partial, path)
      return { path, bytes }
    },
    async discard() {
      await file.close().catch(() => {})
      await rm(partial, { force: true })
    },
  }
}

/** Two exports at once can't take the same one: only one of them makes the partial file. */
async function unusedName(
  folder: string,
  stem: string,
  ending: string,
): Promise<{ path: string; partial: string; file: FileHandle }> {
  for (let number = 1; ; number++) {
    const path = join(folder, `${stem}-${number}.${ending}`)
    const partial = `${path}.partial`
    try {
      if (!existsSync(path)) return { path, partial, file: await open(partial, 'wx', 0o600) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** A file that an export goes on writing is written to every few seconds, whoever reads its database. */
const abandonedAfterMs = 60_000

/** What an export left behind when the app was ended in the middle of it; for the start of the next one. */
export async function removeAbandonedExports(folder: string, nowMs: number): Promise<void> {
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) return
  for (const name of await readdir(folder)) {
    if (!/-\d+\.(csv|json|svg|tex|md|txt)\.partial$/.test(name)) continue
    const path = join(folder, name)
    if (nowMs - (await stat(path)).mtimeMs > abandonedAfterMs) await rm(path, { force: true })
  }
}
