import type { Migration } from './migration.ts'
import { changeStoredSpecs, isObject } from './stored-specs.ts'
import type { StoredSpec, StoredVariant } from './stored-specs.ts'

/**
 * A stored spec without a field reads as today's default, so a field that came later would change what an old
 * experiment means. One function for each such field writes what the spec meant when it was queued: the value that
 * computes the same bits as the program did then. It leaves a field that is there as it is.
 *
 * A field whose default is what old specs meant needs nothing here.
 */
const oldValues: readonly ((variant: StoredVariant, spec: StoredSpec) => void)[] = [
  // An exact collection passed `normalise` over; now it is refused there.
  ({ collection, estimator }) => {
    if (collection['exact'] === true) estimator['normalise'] = false
  },
  // Fitted policy iteration gave the greedy action a score of 5 above the others': about 2 % exploration.
  ({ collection, update }, { environment }) => {
    if (update['kind'] !== 'policy-iteration' || update['exploration'] !== undefined) return
    const actions = actionsOfFiniteWorld(environment)
    update['exploration'] = collection['exact'] === true || actions === undefined ? null : hiddenExploration(actions)
  },
  // Adaptive lambda had no bounds.
  ({ update }) => {
    if (update['kind'] !== 'kl-penalty') return
    if (update['leastLambda'] === undefined) update['leastLambda'] = null
    if (update['mostLambda'] === undefined) update['mostLambda'] = null
  },
  // A step of KL delta was taken whatever its realised KL.
  ({ update }) => {
    const { step } = update
    if (update['kind'] === 'natural-gradient' && isObject(step) && step['kind'] === 'normalised')
      step['klLimit'] ??= null
  },
]

export const oldSpecsKeepTheirMeaning: Migration = {
  version: 2,
  name: 'old specs keep their meaning',
  change: (database) =>
    changeStoredSpecs(database, (spec) => {
      for (const variant of spec.variants) for (const write of oldValues) write(variant, spec)
    }),
}

/**
 * The exploration whose score is 5 to the last bit: log((1 - x) (A - 1) / x) is 5 at (A - 1) / (e^5 + A - 1) but for
 * rounding, and there is a double that rounds to it for every A up to 468 (beyond, for most: else the score is off by its
 * last bit).
 */
function hiddenExploration(actions: number): number {
  const near = (actions - 1) / (Math.exp(5) + actions - 1)
  for (let ulps = 0; ulps < 64; ulps++) {
    for (const share of [near * (1 + ulps * Number.EPSILON), near * (1 - ulps * Number.EPSILON)])
      if (Math.log(((1 - share) * (actions - 1)) / share) === 5) return share
  }
  return near
}

/** Policy iteration ran in worlds of which the model is known; their actions as schema 1 wrote them. */
function actionsOfFiniteWorld(environment: Record<string, unknown>): number | undefined {
  const lengthOf = (field: string) => (environment[field] as unknown[]).length
  switch (environment['id']) {
    case 'gridworld':
    case 'FrozenLake-v1':
    case 'CliffWalking-v1':
      return 4
    case 'Taxi':
      return 6
    case 'warm-up':
    case 'chain':
      return 2
    case 'garnet':
      return environment['actions'] as number
    case 'gaussian-bandit':
      return lengthOf('means')
    case 'bernoulli-bandit':
      return lengthOf('probabilities')
    case 'finite-mdp':
      return (environment['transitions'] as unknown[][])[0]!.length
    default:
      return undefined
  }
}
