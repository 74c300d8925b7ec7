import * as z from 'zod'
import { acrobot } from './acrobot.ts'
import { bernoulliBandit } from './bernoulli-bandit.ts'
import { cartPole } from './cart-pole.ts'
import { chain } from './chain.ts'
import { cliffWalking } from './cliff-walking.ts'
import type { EnvironmentEntry, WorldSize } from './entry.ts'
import { finiteMdp } from './finite-mdp.ts'
import { frozenLake } from './frozen-lake.ts'
import { garnet } from './garnet.ts'
import { gaussianBandit } from './gaussian-bandit.ts'
import { gridworld } from './gridworld.ts'
import { lqr } from './lqr.ts'
import { userModule } from './module.ts'
import { mountainCarContinuous } from './mountain-car-continuous.ts'
import { mountainCar } from './mountain-car.ts'
import { pendulum } from './pendulum.ts'
import { pointMass } from './point-mass.ts'
import { taxi } from './taxi.ts'
import { warmUp } from './warm-up.ts'

export type { EnvironmentEntry, ObservationField } from './entry.ts'

/**
 * The one list of environments on this side, in the order in which Design shows them: bandits, finite worlds, control,
 * one's own. Core lists their dynamics in `src-main/core/environments/registry.ts`.
 */
export const environmentCatalogue = [
  warmUp,
  gaussianBandit,
  bernoulliBandit,
  gridworld,
  frozenLake,
  cliffWalking,
  taxi,
  chain,
  garnet,
  finiteMdp,
  cartPole,
  acrobot,
  mountainCar,
  mountainCarContinuous,
  pendulum,
  lqr,
  pointMass,
  userModule,
] as const satisfies readonly EnvironmentEntry[]

type Schemas<Entries extends readonly { schema: unknown }[]> = { [I in keyof Entries]: Entries[I]['schema'] }
const schemas = environmentCatalogue.map((entry) => entry.schema) as unknown as Schemas<typeof environmentCatalogue>

export const environmentSpec = z
  .discriminatedUnion('id', schemas)
  .meta({ title: 'environment', description: 'The world the policy acts in.' })
export type EnvironmentSpec = z.infer<typeof environmentSpec>
/** As a person writes it: defaults may be left out. */
export type EnvironmentSpecInput = z.input<typeof environmentSpec>
/** Every environment that core can build from its spec alone. */
export type BuiltInEnvironmentSpec = Exclude<EnvironmentSpec, { id: 'module' }>

export function environmentEntry(id: EnvironmentSpec['id']): EnvironmentEntry {
  return environmentCatalogue.find((entry) => entry.id === id)!
}

/** What decides which policies, features, estimators and updates combine with an environment. */
export interface EnvironmentTraits extends WorldSize {
  /** False for a user's module, which nobody has loaded yet. */
  known: boolean
  /** Can be solved exactly. */
  finite: boolean
  continuous: boolean
  /** The horizon or the time limit; undefined when episodes may go on for ever. */
  episodeSteps?: number
  /** Where the task itself ends after so many steps; a time limit only cuts an episode. */
  horizon?: number
  /** The world's own discount: 1 unless it has one. */
  discount: number
}

export function environmentTraits(spec: EnvironmentSpec): EnvironmentTraits {
  const entry = environmentEntry(spec.id)
  const episodeSteps =
    'horizon' in spec ? spec.horizon : 'timeLimit' in spec ? (spec.timeLimit ?? undefined) : undefined
  return {
    known: spec.id !== 'module',
    finite: entry.kind !== 'control',
    continuous: entry.actions === 'continuous',
    episodeSteps,
    horizon: 'horizon' in spec ? spec.horizon : undefined,
    discount: 'discount' in spec ? (spec.discount ?? 1) : 1,
    ...entry.size(spec),
  }
}
