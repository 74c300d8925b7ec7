import type { ReplayedEpisode } from '../../../../src-shared/contract/inspect-control.ts'
import { unpackNumbers } from '../../../../src-shared/contract/packed-numbers.ts'

/** An episode of N steps; rows of states, observations and of what policy and critic say are N + 1. */
export interface Episode {
  /** N. */
  steps: number
  states: number
  statesNX: Float64Array
  observations: number
  observationsND: Float64Array
  /** K: 1 where actions are discrete. */
  actionSize: number
  actionsNK: Float64Array
  /** A: 0 of a Gaussian policy. */
  actions: number
  probabilitiesNA: Float64Array | null
  meansNK: Float64Array | null
  sigmasNK: Float64Array | null
  valuesN: Float64Array | null
  rewardsN: Float64Array
  tdErrorsN: Float64Array | null
  rewardToGoN: Float64Array
  return: number
  end: ReplayedEpisode['end']
  entropy: number
  klToPrevious: number | null
}

export function unpackEpisode(packed: ReplayedEpisode): Episode {
  const rewardsN = unpackNumbers(packed.rewardsN)
  const actionsNK = unpackNumbers(packed.actionsNK)
  const probabilitiesNA = packed.probabilitiesNA && unpackNumbers(packed.probabilitiesNA)
  const steps = rewardsN.length
  return {
    ...packed,
    steps,
    statesNX: unpackNumbers(packed.statesNX),
    observationsND: unpackNumbers(packed.observationsND),
    actionSize: actionsNK.length / steps,
    actionsNK,
    actions: probabilitiesNA === null ? 0 : probabilitiesNA.length / (steps + 1),
    probabilitiesNA,
    meansNK: packed.meansNK && unpackNumbers(packed.meansNK),
    sigmasNK: packed.sigmasNK && unpackNumbers(packed.sigmasNK),
    valuesN: packed.valuesN && unpackNumbers(packed.valuesN),
    rewardsN,
    tdErrorsN: packed.tdErrorsN && unpackNumbers(packed.tdErrorsN),
    rewardToGoN: unpackNumbers(packed.rewardToGoN),
  }
}

/** One column of rows of `width` numbers, of the first `count` rows. */
export const columnOf = (rows: Float64Array, width: number, column: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, n) => rows[n * width + column]!)

/** An angle as it lies from -pi to pi. */
export const wrapAngle = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))

/**
 * The state between two steps, for a picture that moves evenly.
 * @param position 0 to N
 * @param isAngle which of the state's numbers turn round at 2 pi: they take the shorter way
 */
export function stateAt(
  { statesNX, states, steps }: Pick<Episode, 'statesNX' | 'states' | 'steps'>,
  position: number,
  isAngle: readonly boolean[] = [],
): number[] {
  const before = Math.max(0, Math.min(steps, Math.floor(position)))
  const after = Math.min(steps, before + 1)
  const share = Math.max(0, Math.min(1, position - before))
  return Array.from({ length: states }, (_, i) => {
    const from = statesNX[before * states + i]!
    const change = statesNX[after * states + i]! - from
    return from + share * (isAngle[i] ? wrapAngle(change) : change)
  })
}
