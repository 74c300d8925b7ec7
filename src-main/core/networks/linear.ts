import type { Network, NetworkShape, Tape, Vector } from './network.ts'
import { addOuterProducts, addProduct } from './matrix.ts'
import { parameterCount } from './mlp-layout.ts'
import { checkBatch, viewsByLength } from './views.ts'

interface LinearTape<A> extends Tape {
  batch: number
  inputsBD: A
  outputsBK: A
  outputsFor: (length: number) => A
}

/** outputs = W^T phi, without a bias: W [features][outputs]. `vector` decides the precision. */
export function linearNetwork<A extends Vector>(
  shape: Extract<NetworkShape, { kind: 'linear' }>,
  vector: (count: number) => A,
): Network<A> {
  const { inputs: D, outputs: K } = shape

  function createTape(capacity: number): LinearTape<A> {
    const outputsBK = vector(capacity * K)
    return { capacity, batch: 0, inputsBD: vector(capacity * D), outputsBK, outputsFor: viewsByLength(outputsBK) }
  }

  function forward(theta: A, inputsBD: A, batch: number, tape: Tape): A {
    const t = tape as LinearTape<A>
    checkBatch(batch, t.capacity)
    t.batch = batch
    for (let i = 0; i < batch * D; i++) t.inputsBD[i] = inputsBD[i]!
    t.outputsBK.fill(0, 0, batch * K)
    addProduct(t.outputsBK, t.inputsBD, theta, 0, batch, D, K)
    return t.outputsFor(batch * K)
  }

  function backward(_theta: A, tape: Tape, outputGradientBK: A, outP: A): void {
    const { batch, inputsBD } = tape as LinearTape<A>
    addOuterProducts(outP, 0, inputsBD, outputGradientBK, batch, D, K)
  }

  function tangent(_theta: A, tape: Tape, directionP: A, outBK: A): void {
    const { batch, inputsBD } = tape as LinearTape<A>
    outBK.fill(0, 0, batch * K)
    addProduct(outBK, inputsBD, directionP, 0, batch, D, K)
  }

  return { parameterCount: parameterCount(shape), inputSize: D, outputSize: K, createTape, forward, backward, tangent }
}
