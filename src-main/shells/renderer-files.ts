import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { contentTypeOf } from './content-type.ts'

export interface RendererFile {
  readonly path: string
  readonly contentType: string
  /** Named by a hash of its content: what was fetched once stays right. */
  readonly immutable: boolean
}

/**
 * Where in the built renderer the path of an address leads; undefined for what lies outside or is of no known kind. The
 * file itself need not be there.
 */
export function rendererFileAt(folder: string, pathname: string): RendererFile | undefined {
  const relative = pathname === '/' ? 'index.html' : decodedPath(pathname)
  if (relative === undefined) return undefined
  const path = normalize(join(folder, relative))
  const contentType = contentTypeOf(extname(path))
  if (!path.startsWith(normalize(folder) + sep) || contentType === undefined) return undefined
  return { path, contentType, immutable: relative.startsWith('assets/') }
}

/** Its content too; undefined for what isn't there. */
export async function readRendererFile(
  folder: string,
  pathname: string,
): Promise<(RendererFile & { readonly content: Buffer }) | undefined> {
  const file = rendererFileAt(folder, pathname)
  if (file === undefined) return undefined
  try {
    return { ...file, content: await readFile(file.path) }
  } catch (error) {
    if (isNotThere(error)) return undefined
    throw error
  }
}

export const isNotThere = (error: unknown): boolean =>
  ['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')

function decodedPath(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname).slice(1)
    return path.includes('\0') || path.includes('\\') ? undefined : path
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
