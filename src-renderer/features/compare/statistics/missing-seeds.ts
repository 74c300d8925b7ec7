import type { ParamsOf } from '../../../../src-shared/contract/methods.ts'
import type { ComparedVariant } from '../../../../src-shared/figure/compared.ts'

type Side = Pick<ComparedVariant, 'key'> & { runs: readonly { seed: number; status: string }[] }
type AddSeeds = ParamsOf<'experiments.addSeeds'>

const onItsWay = ['finished', 'queued', 'running', 'paused']

/**
 * What to queue so that each side has `wanted` seeds that finished or are on their way: first those that the other side
 * has, for pairs, then new ones, the same for both.
 */
export function missingSeeds(sides: readonly Side[], wanted: number): AddSeeds[] {
  const taken = sides.map(({ runs }) => new Set(runs.map(({ seed }) => seed)))
  const useful = sides.map(
    ({ runs }) => new Set(runs.filter(({ status }) => onItsWay.includes(status)).map(({ seed }) => seed)),
  )
  const everyTaken = new Set(taken.flatMap((seeds) => [...seeds]))
  const fresh: number[] = []
  for (let seed = 1; fresh.length < wanted; seed++) if (!everyTaken.has(seed)) fresh.push(seed)
  const asked = sides.map(({ key }, side): AddSeeds => {
    const ofOthers = useful.flatMap((seeds, other) => (other === side ? [] : [...seeds]))
    const candidates = [...ofOthers.filter((seed) => !taken[side]!.has(seed)), ...fresh]
    return {
      experimentId: key.experimentId,
      variantIndices: [key.variantIndex],
      seeds: candidates.slice(0, Math.max(0, wanted - useful[side]!.size)),
    }
  })
  // One call where two variants of an experiment lack the same.
  return [
    ...Map.groupBy(
      asked.filter(({ seeds }) => seeds!.length > 0),
      ({ experimentId, seeds }) => `${experimentId} ${seeds!.join()}`,
    ).values(),
  ].map((alike) => ({ ...alike[0]!, variantIndices: alike.flatMap(({ variantIndices }) => variantIndices) }))
}
