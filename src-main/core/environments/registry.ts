import type { BuiltInEnvironmentSpec, EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { Generator } from '../random/generator.ts'
import { acrobot } from './acrobot.ts'
import { bernoulliBanditModel, gaussianBanditModel, warmUpModel } from './bandits.ts'
import { cartPole } from './cart-pole.ts'
import { chainModel } from './chain.ts'
import { cliffWalkingModel } from './cliff-walking.ts'
import type { ControlWorld } from './control-world.ts'
import type { VectorEnvironment } from './environment.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { finiteWorld } from './finite-world.ts'
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

type SpecOf<Id> = Extract<BuiltInEnvironmentSpec, { id: Id }>

/** Every environment that core builds by itself: its table of outcomes, or its dynamics. The catalogue has its words. */
const worlds: { [Id in BuiltInEnvironmentSpec['id']]: (spec: SpecOf<Id>) => FiniteMdp | ControlWorld } = {
  'warm-up': warmUpModel,
  'gaussian-bandit': gaussianBanditModel,
  'bernoulli-bandit': bernoulliBanditModel,
  gridworld: gridworldModel,
  'FrozenLake-v1': frozenLakeModel,
  'CliffWalking-v1': cliffWalkingModel,
  Taxi: taxiModel,
  chain: chainModel,
  garnet: garnetModel,
  'finite-mdp': userMdpModel,
  'CartPole-v1': cartPole,
  'Acrobot-v1': acrobot,
  'MountainCar-v0': mountainCar,
  'MountainCarContinuous-v0': mountainCarContinuous,
  'Pendulum-v1': pendulum,
  lqr,
  'point-mass': pointMass,
}

const worldOf = (spec: BuiltInEnvironmentSpec): FiniteMdp | ControlWorld =>
  (worlds[spec.id] as (spec: BuiltInEnvironmentSpec) => FiniteMdp | ControlWorld)(spec)

const isControl = (world: FiniteMdp | ControlWorld): world is ControlWorld => 'dynamics' in world

/**
 * The table of a finite world (bandits too), from which J of any stationary policy follows exactly; undefined for all
 * others.
 */
export function finiteModel(spec: EnvironmentSpec): FiniteMdp | undefined {
  if (spec.id === 'module') return undefined
  const world = worldOf(spec)
  return isControl(world) ? undefined : world
}

/**
 * `copies` copies of the world that a spec describes; each draws from a generator of its own, split off `rng`. A user's
 * module goes through `userEnvironment`.
 */
export function makeEnvironment(spec: BuiltInEnvironmentSpec, copies: number, rng: Generator): VectorEnvironment {
  const world = worldOf(spec)
  return isControl(world)
    ? vectorEnvironment(world.shape, world.dynamics, copies, rng)
    : finiteWorld(world, copies, rng)
}
