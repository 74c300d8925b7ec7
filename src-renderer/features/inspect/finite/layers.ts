import type { RampKind } from '../../../../src-shared/figure/heat-ramp.ts'
import type { FiniteSnapshot } from './snapshot.ts'
import { klPerState, valueChange } from '../../../../src-shared/domain/policy-difference.ts'

export const layerIds = [
  'policy',
  'value',
  'critic',
  'critic-error',
  'advantage',
  'visits',
  'q',
  'kl',
  'value-change',
] as const
export type LayerId = (typeof layerIds)[number]

export interface Layer {
  id: LayerId
  /** On the switch, over the legend and in captions. */
  name: string
  /** Null: plain ground. */
  ramp: RampKind | null
  /** One number a state and action instead of one a state. */
  perAction: boolean
  unit: string
  /** Only beside another run or checkpoint. */
  needsOther?: true
  needsCritic?: true
  /** What it shows of a snapshot, beside the other where it needs one: S or S x A numbers; null where it can't. */
  read: (snapshot: FiniteSnapshot, other: FiniteSnapshot | null) => Float64Array | null
}

/** How visits are counted: at the time step, or summed over an episode. */
export const visitsOf = (snapshot: FiniteSnapshot, summed: boolean): Float64Array =>
  summed ? snapshot.visitsS : snapshot.occupancyS

export const layersOf = (summed: boolean): Record<LayerId, Layer> => ({
  policy: { id: 'policy', name: 'policy', ramp: null, perAction: false, unit: '', read: () => null },
  value: { id: 'value', name: 'V exact', ramp: 'amount', perAction: false, unit: 'reward', read: (one) => one.valuesS },
  critic: {
    id: 'critic',
    name: 'V critic',
    ramp: 'amount',
    perAction: false,
    unit: 'reward',
    needsCritic: true,
    read: (one) => one.criticS,
  },
  'critic-error': {
    id: 'critic-error',
    name: 'critic error',
    ramp: 'sided',
    perAction: false,
    unit: 'reward',
    needsCritic: true,
    read: (one) => one.criticErrorS,
  },
  advantage: {
    id: 'advantage',
    name: 'advantage',
    ramp: 'sided',
    perAction: true,
    unit: 'reward',
    read: (one) => one.advantagesSA,
  },
  visits: {
    id: 'visits',
    name: 'visits d(s)',
    ramp: 'amount',
    perAction: false,
    unit: summed ? 'steps an episode' : 'probability',
    read: (one) => visitsOf(one, summed),
  },
  q: { id: 'q', name: 'Q', ramp: 'amount', perAction: true, unit: 'reward', read: (one) => one.qSA },
  kl: {
    id: 'kl',
    name: 'KL',
    ramp: 'amount',
    perAction: false,
    unit: 'nats',
    needsOther: true,
    read: (one, other) => other && klPerState(other.piSA, one.piSA, one.valuesS.length),
  },
  'value-change': {
    id: 'value-change',
    name: 'change of V',
    ramp: 'sided',
    perAction: false,
    unit: 'reward',
    needsOther: true,
    read: (one, other) => other && valueChange(other.valuesS, one.valuesS),
  },
})

/** The layers that can be shown, in the order of the switch. */
export const shownLayers = (summed: boolean, has: { critic: boolean; other: boolean }): Layer[] =>
  Object.values(layersOf(summed)).filter(
    (layer) => (!layer.needsCritic || has.critic) && (!layer.needsOther || has.other),
  )
