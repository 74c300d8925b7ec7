import { err, ok } from '../../src-shared/contract/errors.ts'
import type { VariantKey } from '../../src-shared/domain/comparison.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'

export function comparisonHandlers({
  library,
  reading,
}: Pick<ServiceContext, 'library' | 'reading'>): Pick<
  Handlers,
  'comparison.curves' | 'comparison.seeds' | 'comparison.statistics'
> {
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
  }
}
