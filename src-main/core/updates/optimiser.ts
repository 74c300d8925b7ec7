import type { OptimiserSpec } from '../../../src-shared/catalogue/fields.ts'
import type { Engine } from '../networks/engine.ts'
import type { Vector } from '../networks/network.ts'

/** What turns a gradient into a step upwards. Plain data in, plain data out: `save` and `load` hold all it remembers. */
export interface Optimiser {
  /** theta moves along the gradient, which is multiplied by `gradientScale` first. */
  step(theta: Vector, gradient: Vector, learningRate: number, gradientScale: number): void
  save(): OptimiserState
  load(state: OptimiserState): void
}
export interface OptimiserState {
  vectors: number[][] | Float64Array[]
  numbers: number[]
}

export function createOptimiser(spec: OptimiserSpec, engine: Engine, parameterCount: number): Optimiser {
  switch (spec.kind) {
    case 'sgd':
      return {
        step: (theta, gradient, learningRate, gradientScale) => engine.sgdStep(theta, gradient, learningRate, gradientScale),
        save: () => ({ vectors: [], numbers: [] }),
        load: () => {},
      }
    case 'momentum': {
      const velocity = engine.vector(parameterCount)
      return {
        step: (theta, gradient, learningRate, gradientScale) =>
          engine.momentumStep(theta, gradient, velocity, learningRate, spec.momentum, gradientScale),
        save: () => ({ vectors: [Float64Array.from(velocity)], numbers: [] }),
        load: (state) => velocity.set(state.vectors[0]!),
      }
    }
    case 'adam':
      return adam(spec, engine, parameterCount)
  }
}

function adam(spec: { beta1: number; beta2: number; epsilon: number }, engine: Engine, parameterCount: number): Optimiser {
  const m = engine.vector(parameterCount)
  const v = engine.vector(parameterCount)
  // beta^step as running products: Math.pow would differ between machines.
  let power1 = 1
  let power2 = 1
  const stepFacts = { learningRate: 0, beta1: spec.beta1, beta2: spec.beta2, epsilon: spec.epsilon, correction1: 0, correction2: 0, gradientScale: 1 }
  return {
    step(theta, gradient, learningRate, gradientScale) {
      power1 *= spec.beta1
      power2 *= spec.beta2
      stepFacts.learningRate = learningRate
      stepFacts.correction1 = 1 - power1
      stepFacts.correction2 = 1 - power2
      stepFacts.gradientScale = gradientScale
      engine.adamStep(theta, gradient, m, v, stepFacts)
    },
    save: () => ({ vectors: [Float64Array.from(m), Float64Array.from(v)], numbers: [power1, power2] }),
    load(state) {
      m.set(state.vectors[0]!)
      v.set(state.vectors[1]!)
      power1 = state.numbers[0]!
      power2 = state.numbers[1]!
    },
  }
}

/** What the gradient is multiplied by so that it is no longer than `largestNorm`; 1 where it isn't, or where there is no limit. */
export function clippingScale(squaredNorm: number, largestNorm: number | null): number {
  if (largestNorm === null) return 1
  const norm = Math.sqrt(squaredNorm)
  return norm > largestNorm ? largestNorm / norm : 1
}
