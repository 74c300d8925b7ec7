import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import { formatFixed } from '../../../../src-shared/words/format.ts'
import { wrapAngle } from './episode.ts'

/** The world's own time of a step, where it has one. */
const secondsPerStep: Partial<Record<EnvironmentSpec['id'], number>> = {
  'CartPole-v1': 0.02,
  'Acrobot-v1': 0.2,
  'Pendulum-v1': 0.05,
  'point-mass': 0.1,
}

/** Where a world has no time of its own, this many steps are shown a second. */
const otherwisePerSecond = 30

export const secondsOfStep = (id: EnvironmentSpec['id']): number | null => secondsPerStep[id] ?? null
export const stepsPerSecond = (id: EnvironmentSpec['id']): number =>
  id in secondsPerStep ? 1 / secondsPerStep[id]! : otherwisePerSecond

/** Angles that turn round: their path is broken where it passes from pi to -pi. */
export const turnsRound = ({ low, high, unit }: StateDimension): boolean =>
  unit === 'rad' && low === -Math.PI && high === Math.PI

/** A number of the state in words: angles in degrees. */
export function stateText(dimension: StateDimension, value: number): string {
  const { unit, low, high } = dimension
  if (unit === 'rad') {
    const angle = turnsRound(dimension) ? wrapAngle(value) : value
    return `${formatFixed((angle * 180) / Math.PI, 1)}°`
  }
  // Two figures below the size that it usually has.
  const decimals = Math.max(0, Math.min(5, 2 - Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))))))
  return `${formatFixed(value, decimals)}${unit === undefined ? '' : ` ${unit}`}`
}

/** Why an episode ended, as the end of a sentence. */
export function endWords(id: EnvironmentSpec['id'], last: readonly number[], end: 'terminated' | 'truncated' | 'cut') {
  if (end === 'truncated') return 'ended at its time limit'
  if (end === 'cut') return 'goes on: only its first 10,000 steps are replayed'
  switch (id) {
    case 'CartPole-v1':
      return Math.abs(last[0]!) > 2.4 ? 'ended because the cart left the track' : 'ended because the pole fell'
    case 'Acrobot-v1':
      return 'ended because the tip came above the line'
    case 'MountainCar-v0':
    case 'MountainCarContinuous-v0':
      return 'ended because the car came up the hill'
    case 'point-mass':
      return 'ended because the mass reached the goal'
    default:
      return 'ended because its task was over'
  }
}
