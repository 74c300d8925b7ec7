import { err, ok } from '../../src-shared/contract/errors.ts'
import type { VariantKey } from '../../src-shared/domain/comparison.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'
import { allowedHash, moduleRefusal } from './module-consent.ts'

/** A world may be slow, and its episodes may never end. */
const measureAtMostMs = 60_000
const randomEpisodes = 200

export function comparisonHandlers(
  context: Pick<ServiceContext, 'library' | 'reading' | 'ask' | 'database'>,
): Pick<Handlers, 'comparison.curves' | 'comparison.seeds' | 'comparison.statistics' | 'comparison.anchors'> {
  const { library, reading } = context
  const missing = (selection: readonly VariantKey[]) => {
    const key = selection.find(({ experimentId, variantIndex }) => {
      const experiment = library.experiment(experimentId)
      return experiment === undefined || pointOf(experiment.spec, variantIndex) === undefined
    })
    return key === undefined ? null : err({ kind: 'experiment-not-found', experimentId: key.experimentId })
  }
  // The reader thread reads and aggregates: here the event loop goes on.
  return {
    'comparison.curves': async (params) => missing(params.groups.flat()) ?? ok(await reading.curves(params)),
    'comparison.seeds': async (params) => missing(params.groups.flat()) ?? ok(await reading.seeds(params)),
    'comparison.statistics': async (params) => {
      const refusal = missing(params.groups.flatMap(({ variants }) => variants))
      if (refusal !== null) return refusal
      const answer = await reading.statistics(params)
      return answer === null ? err({ kind: 'superseded' }) : ok(answer)
    },
    async 'comparison.anchors'(key) {
      const refusal = missing([key])
      if (refusal !== null) return refusal
      const { environment } = pointOf(library.experiment(key.experimentId)!.spec, key.variantIndex)!
      const isModule = environment.id === 'module'
      const notAllowed = isModule ? await moduleRefusal(context, environment.path) : null
      if (notAllowed !== null) return err(notAllowed)
      const moduleHash = isModule ? allowedHash(context.database, environment.path) : null
      const asked = await context.ask(
        { kind: 'anchors', environment, moduleHash, episodes: randomEpisodes },
        measureAtMostMs,
      )
      if (!asked.ok) return err({ kind: 'world-not-measured', reason: asked.message })
      if (asked.answer.kind !== 'anchors') throw new Error(`asked for anchors, and got a ${asked.answer.kind}`)
      const { zero, one } = asked.answer
      return ok({ zero, one })
    },
  }
}
