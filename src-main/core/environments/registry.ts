import type { BuiltInEnvironmentSpec, EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { Generator } from '../random/generator.ts'
import { acrobot } from './acrobot.ts'
import { bernoulliBanditModel, gaussianBanditModel, warmUpModel } from './bandits.ts'
import { cartPole } from './cart-pole.ts'
import { chainModel } from './chain.ts'
import { cliffWalkingModel } from './cliff-walking.ts'
import type { ControlWorld } from './control-world.ts'
import type { EnvironmentShape, VectorEnvironment } from './environment.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { finiteWorld, finiteWorldShape } from './finite-world.ts'
import { frozenLakeModel } from './frozen-lake.ts'
import { garnetModel } from './garnet.ts'
import { gridworldModel } from './gridworld.ts'
import { lqr } from './lqr.ts'
import { mountainCarContinuous } from './mountain-car-continuous.ts'
import { mountainCar } from './mountain-car.ts'
import { pendulum } from './pendulum.ts'
import { pointMass } from './point-mass.ts'
import { taxiModel } from './taxi.ts'
import { userMdpModel } from './user-mdp.ts'
import { vectorEnvironment } from './vector-environment.ts'

type ControlSpec = Extract<BuiltInEnvironmentSpec, { timeLimit: number | null }>

/**
 * The table of a finite world (bandits too), from which J of any stationary policy follows exactly; undefined for all
 * others.
 */
export function finiteModel(spec: EnvironmentSpec): FiniteMdp | undefined {
  switch (spec.id) {
    case 'warm-up':
      return warmUpModel(spec)
    case 'gaussian-bandit':
      return gaussianBanditModel(spec)
    case 'bernoulli-bandit':
      return bernoulliBanditModel(spec)
    case 'gridworld':
      return gridworldModel(spec)
    case 'FrozenLake-v1':
      return frozenLakeModel(spec)
    case 'CliffWalking-v1':
      return cliffWalkingModel(spec)
    case 'Taxi':
      return taxiModel(spec)
    case 'chain':
      return chainModel(spec)
    case 'garnet':
      return garnetModel(spec)
    case 'finite-mdp':
      return userMdpModel(spec)
    default:
      return undefined
  }
}

/**
 * `copies` copies of the world that a spec describes; each draws from a generator of its own, split off `rng`. A user's
 * module goes through `userEnvironment`.
 */
export function makeEnvironment(spec: BuiltInEnvironmentSpec, copies: number, rng: Generator): VectorEnvironment {
  const model = finiteModel(spec)
  if (model) return finiteWorld(model, copies, rng)
  const { shape, dynamics } = controlWorld(spec as ControlSpec)
  return vectorEnvironment(shape, dynamics, copies, rng)
}

/** What `makeEnvironment` would give as its shape, without making it. */
export function environmentShape(spec: BuiltInEnvironmentSpec): EnvironmentShape {
  const model = finiteModel(spec)
  return model ? finiteWorldShape(model) : controlWorld(spec as ControlSpec).shape
}

function controlWorld(spec: ControlSpec): ControlWorld {
  switch (spec.id) {
    case 'CartPole-v1':
      return cartPole(spec)
    case 'Acrobot-v1':
      return acrobot(spec)
    case 'MountainCar-v0':
      return mountainCar(spec)
    case 'MountainCarContinuous-v0':
      return mountainCarContinuous(spec)
    case 'Pendulum-v1':
      return pendulum(spec)
    case 'lqr':
      return lqr(spec)
    case 'point-mass':
      return pointMass(spec)
  }
}
