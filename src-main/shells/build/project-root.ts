import { join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '..', '..', '..')
export const rendererFolder = join(projectRoot, 'out', 'renderer')
