import type { Network, NetworkShape, Tape, Vector } from './network.ts'
import { addOuterProducts, addProduct } from './matrix.ts'
import { inputWidth, outputWidth, parameterCount } from './mlp-layout.ts'
import { checkBatch, viewsByLength } from './views.ts'

interface LinearTape<A> extends Tape {
  batch: number
  inputsBD: A
  outputsBK: A
  outputsFor: (length: number) => A
}

/**
 * outputs = W^T phi, without a bias: W [features][outputs]. Linear scores are the same with one output, on one row of
 * features per action (see linear-scores.ts): `rowsPerSample` of them make one sample.
 */
export function linearNetwork<A extends Vector>(
  shape: Extract<NetworkShape, { kind: 'linear' | 'linear-scores' }>,
  vector: (count: number) => A,
): Network<A> {
  const [D, K, rowsPerSample] = shape.kind === 'linear' ? [shape.inputs, shape.outputs, 1] : [shape.features, 1, shape.actions]
  const inputSize = inputWidth(shape)
  const outputSize = outputWidth(shape)

  function createTape(capacity: number): LinearTape<A> {
    const outputsBK = vector(capacity * outputSize)
    return { capacity, batch: 0, inputsBD: vector(capacity * inputSize), outputsBK, outputsFor: viewsByLength(outputsBK) }
  }

  function forward(theta: A, inputsBD: A, batch: number, tape: Tape): A {
    const t = tape as LinearTape<A>
    checkBatch(batch, t.capacity)
    t.batch = batch
    for (let i = 0; i < batch * inputSize; i++) t.inputsBD[i] = inputsBD[i]!
    t.outputsBK.fill(0, 0, batch * outputSize)
    addProduct(t.outputsBK, t.inputsBD, theta, 0, batch * rowsPerSample, D, K)
    return t.outputsFor(batch * outputSize)
  }

  function backward(_theta: A, tape: Tape, outputGradientBK: A, outP: A): void {
    const { batch, inputsBD } = tape as LinearTape<A>
    addOuterProducts(outP, 0, inputsBD, outputGradientBK, batch * rowsPerSample, D, K)
  }

  function tangent(_theta: A, tape: Tape, directionP: A, outBK: A): void {
    const { batch, inputsBD } = tape as LinearTape<A>
    outBK.fill(0, 0, batch * outputSize)
    addProduct(outBK, inputsBD, directionP, 0, batch * rowsPerSample, D, K)
  }

  return { parameterCount: parameterCount(shape), inputSize, outputSize, createTape, forward, backward, tangent }
}
