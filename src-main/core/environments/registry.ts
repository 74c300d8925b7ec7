import type { BuiltInEnvironmentSpec, EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { Generator } from '../random/generator.ts'
import { acrobot, acrobotShape } from './acrobot.ts'
import { bernoulliBanditModel, gaussianBanditModel, warmUpModel } from './bandits.ts'
import { cartPole, cartPoleShape } from './cart-pole.ts'
import { chainModel } from './chain.ts'
import { cliffWalkingModel } from './cliff-walking.ts'
import type { EnvironmentShape, VectorEnvironment } from './environment.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { finiteWorld, finiteWorldShape } from './finite-world.ts'
import { frozenLakeModel } from './frozen-lake.ts'
import { garnetModel } from './garnet.ts'
import { gridworldModel } from './gridworld.ts'
import { lqr, lqrShape } from './lqr.ts'
import { mountainCarContinuous, mountainCarContinuousShape } from './mountain-car-continuous.ts'
import { mountainCar, mountainCarShape } from './mountain-car.ts'
import { pendulum, pendulumShape } from './pendulum.ts'
import { pointMass, pointMassShape } from './point-mass.ts'
import { taxiModel } from './taxi.ts'
import { userMdpModel } from './user-mdp.ts'

type ControlSpec = Extract<BuiltInEnvironmentSpec, { timeLimit: number | null }>

/** The table of a finite world (bandits too), from which J of any stationary policy follows exactly; undefined for all others. */
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

/** `copies` copies of the world that a spec describes; each draws from a generator of its own, split off `rng`. A user's module goes through `userEnvironment`. */
export function makeEnvironment(spec: BuiltInEnvironmentSpec, copies: number, rng: Generator): VectorEnvironment {
  const model = finiteModel(spec)
  return model ? finiteWorld(model, copies, rng) : controlEnvironment(spec as ControlSpec, copies, rng)
}

/** What `makeEnvironment` would give as its shape, without making it. */
export function environmentShape(spec: BuiltInEnvironmentSpec): EnvironmentShape {
  const model = finiteModel(spec)
  return model ? finiteWorldShape(model) : shapeOfControl(spec as ControlSpec)
}

function controlEnvironment(spec: ControlSpec, copies: number, rng: Generator): VectorEnvironment {
  switch (spec.id) {
    case 'CartPole-v1':
      return cartPole(spec, copies, rng)
    case 'Acrobot-v1':
      return acrobot(spec, copies, rng)
    case 'MountainCar-v0':
      return mountainCar(spec, copies, rng)
    case 'MountainCarContinuous-v0':
      return mountainCarContinuous(spec, copies, rng)
    case 'Pendulum-v1':
      return pendulum(spec, copies, rng)
    case 'lqr':
      return lqr(spec, copies, rng)
    case 'point-mass':
      return pointMass(spec, copies, rng)
  }
}

function shapeOfControl(spec: ControlSpec): EnvironmentShape {
  switch (spec.id) {
    case 'CartPole-v1':
      return cartPoleShape(spec)
    case 'Acrobot-v1':
      return acrobotShape(spec)
    case 'MountainCar-v0':
      return mountainCarShape(spec)
    case 'MountainCarContinuous-v0':
      return mountainCarContinuousShape(spec)
    case 'Pendulum-v1':
      return pendulumShape(spec)
    case 'lqr':
      return lqrShape(spec)
    case 'point-mass':
      return pointMassShape(spec)
  }
}
