import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentTypeOf } from './content-type.ts'

export interface RendererFile {
  readonly content: Buffer
  readonly contentType: string
  readonly isAppPage: boolean
  /** Named by a hash of its content: what was fetched once stays right. */
  readonly immutable: boolean
}

/**
 * A file of the built renderer by the path of an address. undefined for what isn't there, lies outside or is of no
 * known kind.
 */
export async function readRendererFile(folder: string, pathname: string): Promise<RendererFile | undefined> {
  const relative = pathname === '/' ? 'index.html' : decodedPath(pathname)
  if (relative === undefined) return undefined
  const path = normalize(join(folder, relative))
  const contentType = contentTypeOf(extname(path))
  if (!path.startsWith(normalize(folder) + sep) || contentType === undefined) return undefined
  try {
    return {
      content: await readFile(path),
      contentType,
      isAppPage: relative === 'index.html',
      immutable: relative.startsWith('assets/'),
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined
    throw error
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
