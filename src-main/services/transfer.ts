import { err, ok } from '../../src-shared/contract/errors.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'

export function transferHandlers({ library, reading }: ServiceContext): Pick<Handlers, 'transfer.export'> {
  return {
    async 'transfer.export'(params) {
      const unknown = params.runIds.find((runId) => library.run(runId) === undefined)
      if (unknown !== undefined) return err({ kind: 'run-not-found', runId: unknown })
      const names = new Set(params.runIds.map((runId) => library.experiment(library.run(runId)!.experimentId)?.name))
      const [only] = names
      const stem = names.size === 1 && only !== undefined ? only : 'ascent'
      return ok({ fileName: `${fileStem(stem)}.${params.format}`, text: await reading.exportText(params) })
    },
  }
}

/** Letters, digits and dashes of a name, so that it is a file name everywhere. */
const fileStem = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'ascent'
