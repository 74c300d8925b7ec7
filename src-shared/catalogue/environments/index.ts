import * as z from 'zod'
import { acrobot } from './acrobot.ts'
import { bernoulliBandit } from './bernoulli-bandit.ts'
import { cartPole } from './cart-pole.ts'
import { chain } from './chain.ts'
import { cliffWalking } from './cliff-walking.ts'
import type { EnvironmentEntry } from './entry.ts'
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

/** In the order in which Design lists them: bandits, finite worlds, control, one's own. */
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
] satisfies EnvironmentEntry[]

export const environmentSpec = z
  .discriminatedUnion('id', [
    warmUp.schema,
    gaussianBandit.schema,
    bernoulliBandit.schema,
    gridworld.schema,
    frozenLake.schema,
    cliffWalking.schema,
    taxi.schema,
    chain.schema,
    garnet.schema,
    finiteMdp.schema,
    cartPole.schema,
    acrobot.schema,
    mountainCar.schema,
    mountainCarContinuous.schema,
    pendulum.schema,
    lqr.schema,
    pointMass.schema,
    userModule.schema,
  ])
  .meta({ title: 'environment', description: 'The world the policy acts in.' })
export type EnvironmentSpec = z.infer<typeof environmentSpec>
/** As a person writes it: defaults may be left out. */
export type EnvironmentSpecInput = z.input<typeof environmentSpec>
/** Every environment that core can build from its spec alone. */
export type BuiltInEnvironmentSpec = Exclude<EnvironmentSpec, { id: 'module' }>

export function environmentEntry(id: EnvironmentSpec['id']): EnvironmentEntry {
  return environmentCatalogue.find((entry) => entry.id === id)!
}

/** What decides which policies, estimators and updates combine with an environment. */
export interface EnvironmentTraits {
  /** False for a user's module, which nobody has loaded yet. */
  known: boolean
  /** Can be solved exactly. */
  finite: boolean
  continuous: boolean
  /** The horizon or the time limit; undefined when episodes may go on for ever. */
  episodeSteps?: number
}

export function environmentTraits(spec: EnvironmentSpec): EnvironmentTraits {
  const entry = environmentEntry(spec.id)
  const episodeSteps = 'horizon' in spec ? spec.horizon : 'timeLimit' in spec ? (spec.timeLimit ?? undefined) : undefined
  return { known: spec.id !== 'module', finite: entry.kind !== 'control', continuous: entry.actions === 'continuous', episodeSteps }
}
