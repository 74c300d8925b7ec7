import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importedInWords } from '../../../src-shared/domain/user-module.ts'
import type { ModuleContents } from '../../../src-shared/domain/user-module.ts'
import { moduleFailure } from './module-failure.ts'

/**
 * A user's ES module. Loaded in a trainer and nowhere else: what goes wrong in it ends this process's job, with the
 * module's own stack. `allowedHash` is what it was, with all that it imports, when it was allowed.
 */
export async function loadAllowedModule(
  path: string,
  allowedHash: string,
): Promise<{ module: UserModule; contents: ModuleContents; note: string }> {
  const contents = await readContents(path)
  if (contents.sha256 !== allowedHash)
    throw new Error(
      `The module ${path}, or something that it imports, has changed since it was allowed for this run. Queue the ` +
        'experiment again from Design to be asked anew.',
    )
  // Between here and the moment at which Node reads the files itself, a few milliseconds, one could still be exchanged:
  // the consent is against changes that nobody noticed, not against another program of the same user.
  const module = await imported(path)
  const others = importedInWords(contents)
  const note = `The world is the module ${path}${others === '' ? '' : `, with ${others}`} (SHA-256 ${contents.sha256}).`
  return { module, contents, note }
}

/** The author looks at his own file: nothing is asked. */
export async function loadOwnModule(path: string): Promise<UserModule> {
  await readContents(path)
  return imported(path)
}

interface UserModule {
  default?: unknown
}

async function readContents(path: string): Promise<ModuleContents> {
  // The parser is loaded only where there is something to read.
  const { moduleContents } = await import('./module-graph/module-contents.ts')
  const read = await moduleContents(path)
  if ('problems' in read) throw new Error(`The module ${read.problems.join('; ')}.`)
  return read.contents
}

async function imported(path: string): Promise<UserModule> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as UserModule
  } catch (error) {
    throw await moduleFailure(path, error)
  }
}
