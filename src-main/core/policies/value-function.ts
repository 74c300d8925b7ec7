import type { CriticSpec } from '../../../src-shared/catalogue/critic.ts'
import type { EnvironmentShape } from '../environments/environment.ts'
import { notCombinable } from '../learner-error.ts'
import type { Engine } from '../networks/engine.ts'
import { initialiseParameters } from '../networks/initialise.ts'
import type { Network, NetworkShape, Vector, WeightStart } from '../networks/network.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import type { Engines } from './engines.ts'
import {
  featureEncoding,
  featuresOf,
  featuresTimesStep,
  neuralEncoding,
  plainEncoding,
  tableIndexWithTimeStep,
  withTimeStep,
} from './input-encoding.ts'
import type { InputEncoding } from './input-encoding.ts'

/** V(s), or with the time step V_h(s): a network of its own, with one output and its own vector of parameters. */
export interface ValueFunction {
  readonly engine: Engine
  readonly network: Network
  readonly encoding: InputEncoding
  readonly theta: Vector
}

export function createValueFunction(
  spec: CriticSpec,
  shape: EnvironmentShape,
  engines: Engines,
  rng: RandomGenerator,
  normalised?: InputEncoding,
): ValueFunction {
  const longestEpisode = shape.horizon ?? shape.timeLimit
  if (spec.timeStep && longestEpisode === undefined) {
    throw notCombinable(
      'variant.critic.timeStep',
      'This world has neither a horizon nor a time limit: switch the time step off.',
    )
  }
  const build = (
    networkShape: NetworkShape,
    engine: Engine,
    encoding: InputEncoding,
    start: WeightStart,
  ): ValueFunction => {
    const network = engine.network(networkShape)
    const theta = engine.vector(network.parameterCount)
    initialiseParameters(networkShape, theta, { start, outputGain: 1 }, rng)
    return { engine, network, encoding, theta }
  }
  switch (spec.network.kind) {
    case 'tabular': {
      if (shape.observation.kind !== 'index')
        throw notCombinable(
          'variant.critic.network.kind',
          'A tabular critic needs a finite world: pick a linear or neural critic.',
        )
      const S = shape.observation.states
      return spec.timeStep
        ? build(
            { kind: 'table', rows: S * longestEpisode!, outputs: 1 },
            engines.exact,
            tableIndexWithTimeStep(S, longestEpisode!),
            'glorot',
          )
        : build({ kind: 'table', rows: S, outputs: 1 }, engines.exact, plainEncoding(shape), 'glorot')
    }
    case 'linear': {
      const { features } = spec.network
      const states = featureEncoding(features, shape, featuresOf(features, shape, 'variant.critic.network.features'))
      const encoding = spec.timeStep ? featuresTimesStep(states, longestEpisode!) : states
      return build({ kind: 'linear', inputs: encoding.size, outputs: 1 }, engines.exact, encoding, 'glorot')
    }
    case 'neural': {
      const { hidden, activation, layerNorm, start } = spec.network
      const states = neuralEncoding(shape, normalised)
      const encoding = spec.timeStep ? withTimeStep(states, longestEpisode!) : states
      return build(
        { kind: 'mlp', inputs: encoding.size, hidden, outputs: 1, activation, layerNorm },
        engines.neural,
        encoding,
        start,
      )
    }
    case 'shared':
      throw notCombinable(
        'variant.critic.network.kind',
        'A shared critic is an output of the policy’s network and has none of its own.',
      )
  }
}
