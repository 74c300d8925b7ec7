import type * as z from 'zod'
import type { WorldPicture } from './picture.ts'
import type { ReturnBounds } from './return-bounds.ts'

/** One environment that Design offers. The schema's `.meta` gives each field its title, sentence and unit. */
export interface EnvironmentEntry<S extends z.ZodType = z.ZodType> {
  /** The value of the discriminating field `id`. */
  id: string
  title: string
  /** One line in plain words. */
  sentence: string
  schema: S
  /**
   * 'bandit' and 'finite' worlds observe one state index and have a horizon; 'control' worlds observe a vector and have
   * a time limit.
   */
  kind: 'bandit' | 'finite' | 'control'
  actions: 'discrete' | 'continuous'
  /** How large this world is. */
  size(spec: z.output<S>): WorldSize
  /** What Design draws of it. */
  picture(spec: z.output<S>): WorldPicture
  /** The average return that counts as solved, where one is published. */
  solvedAt?: number
  /** Between what the return of an episode can lie; left out where rewards have no bound. */
  returnBounds?(spec: z.output<S>): ReturnBounds
  /** Where it comes from, how an episode starts and ends, what it pays. */
  facts: string
  /** What each action index is called, where the actions are fixed. */
  actionNames?: readonly string[]
  /**
   * What each number of an observation is called and between which values it usually lies, where they are fixed:
   * feature maps and charts scale by it.
   */
  observations?: readonly ObservationField[]
}

export interface ObservationField {
  name: string
  low: number
  high: number
  unit?: string
}

export interface WorldSize {
  /** States of a finite world. */
  states?: number
  /** Discrete actions. */
  actions?: number
  /** Numbers in a continuous action. */
  actionSize?: number
  /** Each number of a continuous action lies between minus this and this. */
  actionLimit?: number
  /** Coordinates that feature maps see: an observation's numbers, 2 for a map, 1 for any other finite world. */
  dimensions: number
}
