import { resolve } from 'node:path'
import { err, ok } from '../../src-shared/contract/errors.ts'
import { usersStack } from '../training/supervisor/users-stack.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'
import { moduleRefusal, allowedHash } from './module-consent.ts'
import { createModule, freeModulePath, listModuleFolder } from './module-files.ts'

type Methods = 'modules.check' | 'modules.newPath' | 'modules.create' | 'modules.list' | 'modules.pick'

type ModuleContext = Pick<ServiceContext, 'database' | 'ask' | 'paths' | 'pickModule'>

/** A world may be slow, and may never come back. */
const checkAtMostMs = 60_000
/** Everything that is the app's own, from source or bundled. */
const ourFolder = new URL('..', import.meta.url).href.replace(/\/$/, '')

export function moduleHandlers(context: ModuleContext): Pick<Handlers, Methods> {
  const { environmentsFolder, environmentTemplate } = context.paths
  const { pickModule } = context
  return {
    async 'modules.check'({ path, parameters }) {
      const refusal = await moduleRefusal(context, path)
      if (refusal?.kind === 'invalid-input')
        return ok({ problems: refusal.issues.map(({ message }) => `${message}.`), stack: '', world: null })
      if (refusal !== null) return err(refusal)
      const moduleHash = allowedHash(context.database, path)
      const asked = await context.ask({ kind: 'check', path: resolve(path), parameters, moduleHash }, checkAtMostMs)
      if (!asked.ok) return ok({ problems: [asked.message], stack: usersStack(asked.stack, ourFolder), world: null })
      if (asked.answer.kind !== 'check') throw new Error(`asked for a check, and got a ${asked.answer.kind}`)
      const { problems, world } = asked.answer
      return ok({ problems, stack: '', world })
    },
    'modules.newPath': async () => ok({ path: await freeModulePath(environmentsFolder) }),
    'modules.create': ({ path }) => createModule(path, environmentsFolder, environmentTemplate),
    'modules.list': ({ folder, near }) => listModuleFolder(folder, near),
    async 'modules.pick'({ near }) {
      if (pickModule === undefined)
        return err({
          kind: 'invalid-input',
          issues: [{ path: '', message: 'this window has no file dialog of the system’s' }],
        })
      return ok({ path: await pickModule(near) })
    },
  }
}
