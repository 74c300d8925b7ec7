import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import type { ShownStep } from '../../../../src-shared/domain/shown-step.ts'
import { formatNumber, plural } from '../../../../src-shared/words/format.ts'
import type { Layer } from './layers.ts'
import { leastArrow } from './look.ts'

/** A world in a few words, for a chip: "9 × 7, slip 0.05". */
export function worldChip(environment: EnvironmentSpec, states: number): string {
  const { title } = environmentEntry(environment.id)
  switch (environment.id) {
    case 'gridworld':
      return `${environment.map[0]!.length} × ${environment.map.length}, slip ${formatNumber(environment.slip)}`
    case 'FrozenLake-v1':
      return `${title} ${environment.map}${environment.slippery ? '' : ', not slippery'}`
    case 'CliffWalking-v1':
      return `${title}${environment.slippery ? ', slippery' : ''}`
    default:
      return states === 1 ? title : `${title}, ${plural(states, 'state')}`
  }
}

/** What is coloured, and what lies over it. */
export function layerWords(of: {
  layer: Layer
  step: ShownStep
  fitted: boolean
  arrows: boolean
  notGreedy: boolean
  isMap: boolean
  horizon: number
}): string {
  const { layer, step, horizon } = of
  const when = horizon === 1 ? '' : step === 'summed' ? ' over an episode' : ` at step ${step}`
  const scale = of.fitted ? 'of this checkpoint alone' : 'that is fixed for the whole run'
  const bars = of.isMap
    ? `Arrows: π(a | s), as long as the action is likely; under ${leastArrow} none.`
    : 'Bars: π(a | s), as long as the action is likely.'
  return [
    layer.ramp === null ? '' : `Colour: ${layer.name}${when}, on a scale ${scale}.`,
    meaning(layer, step === 'summed'),
    of.arrows ? bars : '',
    of.notGreedy ? 'Marked: the likeliest action is none of the best.' : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** What is solved and what is learned; stands behind “Exact,”. */
export function exactWords(of: {
  horizon: number
  discounts: { spec: number; critic: number }
  hasCritic: boolean
}): string {
  const { spec, critic } = of.discounts
  const over = of.horizon === 1 ? 'one step' : plural(of.horizon, 'step')
  const discount = spec === 1 ? '' : ` at the world’s discount ${formatNumber(spec)}`
  const ownDiscount = critic === spec ? '' : `; its error is to V under its own discount ${formatNumber(critic)}`
  const learned = of.hasCritic ? ` Only the critic’s V is learned from samples${ownDiscount}.` : ''
  return `solved from the model over ${over}${discount}: V, Q, A, d(s), J, entropy and KL.${learned}`
}

function meaning({ id }: Layer, summed: boolean): string {
  if (id === 'kl') return 'KL of what it stands against to this policy, state by state.'
  if (id === 'value-change') return 'By how much V is higher here than in what it stands against.'
  if (id === 'visits') return summed ? 'Expected steps of an episode in a state.' : ''
  if (id === 'advantage') return 'What an action gains over the policy, a triangle or column each.'
  return ''
}
