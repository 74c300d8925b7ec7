import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentTypeOf } from '../content-type.ts'
import { withPageSecret } from './pages.ts'

export interface RendererFile {
  readonly content: Buffer | string
  readonly contentType: string
  /** Named by a hash of its content: what was fetched once stays right. */
  readonly immutable: boolean
}

/** A file of the built renderer by the path of an address; the app's page carries the secret. undefined for what isn't there or lies outside. */
export async function readRendererFile(folder: string, pathname: string, pageSecret: string): Promise<RendererFile | undefined> {
  const relative = pathname === '/' ? 'index.html' : decodedPath(pathname)
  if (relative === undefined) return undefined
  const path = normalize(join(folder, relative))
  const contentType = contentTypeOf(extname(path))
  if (!path.startsWith(normalize(folder) + sep) || contentType === undefined) return undefined
  try {
    const content = await readFile(path)
    if (relative === 'index.html') return { content: withPageSecret(content.toString(), pageSecret), contentType, immutable: false }
    return { content, contentType, immutable: relative.startsWith('assets/') }
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
