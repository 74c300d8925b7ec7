import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
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

/** What a careful reader must know of the picture: what is coloured, what is solved and what is learned. */
export function captionParts(of: {
  layer: Layer
  step: number
  summed: boolean
  fitted: boolean
  arrows: boolean
  notGreedy: boolean
  isMap: boolean
  horizon: number
  discounts: { spec: number; critic: number }
  hasCritic: boolean
}): { look: string; exact: string } {
  const { layer, step, summed, horizon, discounts } = of
  const when = horizon === 1 ? '' : summed ? ' over an episode' : ` at step ${step}`
  const look = [
    layer.ramp === null
      ? ''
      : `Colour: ${layer.name}${when}, on a scale ${of.fitted ? 'of this checkpoint alone' : 'that is fixed for the whole run'}.`,
    meaning(layer, summed),
    of.arrows
      ? of.isMap
        ? `Arrows: π(a | s), as long as the action is likely; under ${leastArrow} none.`
        : 'Bars: π(a | s), as long as the action is likely.'
      : '',
    of.notGreedy ? 'Marked: the likeliest action is none of the best.' : '',
  ]
  const over = horizon === 1 ? 'one step' : plural(horizon, 'step')
  const discount = discounts.spec === 1 ? '' : ` at the world’s discount ${formatNumber(discounts.spec)}`
  const ownDiscount =
    discounts.critic === discounts.spec
      ? ''
      : `; its error is to V under its own discount ${formatNumber(discounts.critic)}`
  const learned = of.hasCritic ? ` Only the critic’s V is learned from samples${ownDiscount}.` : ''
  return {
    look: look.filter((sentence) => sentence !== '').join(' '),
    exact: `solved from the model over ${over}${discount}: V, Q, A, d(s), J, entropy and KL.${learned}`,
  }
}

function meaning({ id }: Layer, summed: boolean): string {
  if (id === 'kl') return 'KL of what it stands against to this policy, state by state.'
  if (id === 'value-change') return 'By how much V is higher here than in what it stands against.'
  if (id === 'visits') return summed ? 'Expected steps of an episode in a state.' : ''
  if (id === 'advantage') return 'What an action gains over the policy, a triangle or column each.'
  return ''
}
