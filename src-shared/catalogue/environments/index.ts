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

/** What decides which policies, features, estimators and updates combine with an environment. */
export interface EnvironmentTraits {
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
  /** States of a finite world. */
  states?: number
  /** Discrete actions. */
  actions?: number
  /** Coordinates that feature maps see: an observation's numbers, 2 for a map, 1 for any other finite world. */
  dimensions: number
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
    ...sizes(spec, entry),
  }
}

function sizes(
  spec: EnvironmentSpec,
  entry: EnvironmentEntry,
): Pick<EnvironmentTraits, 'states' | 'actions' | 'dimensions'> {
  switch (spec.id) {
    case 'warm-up':
      return { states: 1, actions: 2, dimensions: 1 }
    case 'gaussian-bandit':
      return { states: 1, actions: spec.means.length, dimensions: 1 }
    case 'bernoulli-bandit':
      return { states: 1, actions: spec.probabilities.length, dimensions: 1 }
    case 'gridworld':
      return { states: spec.map.length * (spec.map[0]?.length ?? 0), actions: 4, dimensions: 2 }
    case 'FrozenLake-v1':
      return { states: spec.map === '4x4' ? 16 : 64, actions: 4, dimensions: 2 }
    case 'CliffWalking-v1':
      return { states: 48, actions: 4, dimensions: 2 }
    case 'Taxi':
      return { states: 500, actions: 6, dimensions: 1 }
    case 'chain':
      return { states: spec.states, actions: 2, dimensions: 1 }
    case 'garnet':
      return { states: spec.states, actions: spec.actions, dimensions: 1 }
    case 'finite-mdp':
      return { states: spec.transitions.length, actions: spec.transitions[0]?.length ?? 0, dimensions: 1 }
    case 'lqr':
      return { dimensions: spec.dynamics.length }
    case 'point-mass':
      return { dimensions: 2 * spec.dimensions }
    default:
      return { actions: entry.actionNames?.length, dimensions: entry.observations?.length ?? 1 }
  }
}
