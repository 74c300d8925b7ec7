import type { ChartTheme } from '../../../../src-shared/figure/chart-theme.ts'
import { heatRamps, rampColour } from '../../../../src-shared/figure/heat-ramp.ts'
import type { Layer } from './layers.ts'
import { placeOn } from './scale.ts'
import type { Scale } from './scale.ts'

/** What a finite world is drawn with: a layer's numbers on their scale, and what lies over them. */
export interface Look {
  layer: Layer
  /** S or S x A numbers of the layer, or null: plain ground. */
  values: Float64Array | null
  scale: Scale
  decimals: number
  /** pi(a | s), S x A. */
  piSA: Float64Array
  actions: number
  /** 0 where the likeliest action is none of the best. */
  isGreedyS: Float64Array
  arrows: boolean
  numbers: boolean
  /** Marks where the policy is not greedy. */
  notGreedy: boolean
  selected: number | null
  hovered: number | null
  theme: ChartTheme
  /** The run's own colour. */
  colour: string
}

/** The ground of a state, or of one of its actions where the layer has one number each; null where it has none. */
export function groundColour(look: Look, state: number, action = 0): string | null {
  const { layer, values, scale, actions, theme } = look
  if (layer.ramp === null || values === null) return null
  const value = values[layer.perAction ? state * actions + action : state]!
  if (Number.isNaN(value)) return null
  return rampColour(heatRamps[theme.scheme][layer.ramp], placeOn(scale, value))
}

/** Under which probability no arrow is drawn. */
export const leastArrow = 0.02
