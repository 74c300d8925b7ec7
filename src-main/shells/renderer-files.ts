import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentTypeOf } from './content-type.ts'

export interface RendererFile {
  readonly content: Buffer
  readonly contentType: string
  /** Named by a hash of its content: what was fetched once stays right. */
  readonly immutable: boolean
}

/**
 * The files of the built renderer by the path of an address: undefined for what isn't there, lies outside or is of no
 * known kind. However many callers ask, and however slowly they read, a file is opened once and kept once.
 */
export function rendererFiles(folder: string): (pathname: string) => Promise<RendererFile | undefined> {
  const kept = new Map<string, { changedAtMs: number; content: Promise<Buffer> }>()
  return async (pathname) => {
    const relative = pathname === '/' ? 'index.html' : decodedPath(pathname)
    if (relative === undefined) return undefined
    const path = normalize(join(folder, relative))
    const contentType = contentTypeOf(extname(path))
    if (!path.startsWith(normalize(folder) + sep) || contentType === undefined) return undefined
    try {
      const { mtimeMs: changedAtMs } = await stat(path)
      if (kept.get(path)?.changedAtMs !== changedAtMs) kept.set(path, { changedAtMs, content: readFile(path) })
      return { content: await kept.get(path)!.content, contentType, immutable: relative.startsWith('assets/') }
    } catch (error) {
      kept.delete(path)
      const { code } = error as NodeJS.ErrnoException
      if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(code ?? '')) return undefined
      throw error
    }
  }
}

function decodedPath(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname).slice(1)
    return path.includes('\0') || path.includes('\\') ? undefined : path
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
