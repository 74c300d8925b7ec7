import type { OptimiserSpec } from '../../../src-shared/catalogue/fields.ts'
import type { Engine } from '../networks/engine.ts'
import type { Vector } from '../networks/network.ts'

/** What turns a gradient into a step upwards. */
export interface Optimiser {
  /** theta moves along the gradient, which is multiplied by `gradientScale` first. */
  step(theta: Vector, gradient: Vector, learningRate: number, gradientScale: number): void
  /** Its state between steps, as it works on it. */
  readonly memory: OptimiserMemory
  /** Plain data in, plain data out: a copy of its memory. */
  save(): OptimiserState
  load(state: OptimiserState): void
}
export interface OptimiserMemory {
  readonly vectors: readonly Vector[]
  readonly numbers: number[]
}
export interface OptimiserState {
  vectors: number[][] | Float64Array[]
  numbers: number[]
}

export function createOptimiser(spec: OptimiserSpec, engine: Engine, parameterCount: number): Optimiser {
  switch (spec.kind) {
    case 'sgd':
      return withMemory({ vectors: [], numbers: [] }, (theta, gradient, learningRate, gradientScale) =>
        engine.sgdStep(theta, gradient, learningRate, gradientScale),
      )
    case 'momentum': {
      const velocity = engine.vector(parameterCount)
      return withMemory({ vectors: [velocity], numbers: [] }, (theta, gradient, learningRate, gradientScale) =>
        engine.momentumStep(theta, gradient, velocity, learningRate, spec.momentum, gradientScale),
      )
    }
    case 'rmsprop': {
      const v = engine.vector(parameterCount)
      return withMemory({ vectors: [v], numbers: [] }, (theta, gradient, learningRate, gradientScale) =>
        engine.rmspropStep(theta, gradient, v, learningRate, spec.decay, spec.epsilon, gradientScale),
      )
    }
    case 'adam':
      return adam(spec, engine, parameterCount)
  }
}

function adam(
  spec: { beta1: number; beta2: number; epsilon: number },
  engine: Engine,
  parameterCount: number,
): Optimiser {
  const m = engine.vector(parameterCount)
  const v = engine.vector(parameterCount)
  // beta^step as running products: Math.pow would differ between machines.
  const powers: [number, number] = [1, 1]
  const stepFacts = {
    learningRate: 0,
    beta1: spec.beta1,
    beta2: spec.beta2,
    epsilon: spec.epsilon,
    correction1: 0,
    correction2: 0,
    gradientScale: 1,
  }
  return withMemory({ vectors: [m, v], numbers: powers }, (theta, gradient, learningRate, gradientScale) => {
    powers[0] *= spec.beta1
    powers[1] *= spec.beta2
    stepFacts.learningRate = learningRate
    stepFacts.correction1 = 1 - powers[0]
    stepFacts.correction2 = 1 - powers[1]
    stepFacts.gradientScale = gradientScale
    engine.adamStep(theta, gradient, m, v, stepFacts)
  })
}

function withMemory(memory: OptimiserMemory, step: Optimiser['step']): Optimiser {
  return {
    step,
    memory,
    save: () => ({ vectors: memory.vectors.map((vector) => Float64Array.from(vector)), numbers: [...memory.numbers] }),
    load({ vectors, numbers }) {
      for (const [i, vector] of memory.vectors.entries()) vector.set(vectors[i]!)
      for (let i = 0; i < memory.numbers.length; i++) memory.numbers[i] = numbers[i]!
    },
  }
}

/**
 * What the gradient is multiplied by so that it is no longer than `largestNorm`; 1 where it isn't, or where there is no
 * limit.
 */
export function clippingScale(squaredNorm: number, largestNorm: number | null): number {
  if (largestNorm === null) return 1
  const norm = Math.sqrt(squaredNorm)
  return norm > largestNorm ? largestNorm / norm : 1
}
