import type { Network, NetworkShape, Tape, Vector } from './network.ts'
import { parameterCount } from './mlp-layout.ts'
import { checkBatch, viewsByLength } from './views.ts'

interface TableTape<A> extends Tape {
  batch: number
  indicesB: Int32Array
  outputsBK: A
  outputsFor: (length: number) => A
}

/** One row of outputs per index: outputs = theta[index]. `vector` decides the precision. */
export function tableNetwork<A extends Vector>(
  shape: Extract<NetworkShape, { kind: 'table' }>,
  vector: (count: number) => A,
): Network<A> {
  const K = shape.outputs

  function createTape(capacity: number): TableTape<A> {
    const outputsBK = vector(capacity * K)
    return { capacity, batch: 0, indicesB: new Int32Array(capacity), outputsBK, outputsFor: viewsByLength(outputsBK) }
  }

  function forward(theta: A, inputsB1: A, batch: number, tape: Tape): A {
    const t = tape as TableTape<A>
    checkBatch(batch, t.capacity)
    t.batch = batch
    for (let b = 0; b < batch; b++) {
      const index = inputsB1[b]!
      if (!(index >= 0 && index < shape.rows && Number.isInteger(index))) {
        throw new RangeError(`Input ${index} is no row of a table with ${shape.rows} rows.`)
      }
      t.indicesB[b] = index
      for (let k = 0; k < K; k++) t.outputsBK[b * K + k] = theta[index * K + k]!
    }
    return t.outputsFor(batch * K)
  }

  function backward(_theta: A, tape: Tape, outputGradientBK: A, outP: A): void {
    const { batch, indicesB } = tape as TableTape<A>
    for (let b = 0; b < batch; b++)
      for (let k = 0; k < K; k++) outP[indicesB[b]! * K + k]! += outputGradientBK[b * K + k]!
  }

  function tangent(_theta: A, tape: Tape, directionP: A, outBK: A): void {
    const { batch, indicesB } = tape as TableTape<A>
    for (let b = 0; b < batch; b++) for (let k = 0; k < K; k++) outBK[b * K + k] = directionP[indicesB[b]! * K + k]!
  }

  return { parameterCount: parameterCount(shape), inputSize: 1, outputSize: K, createTape, forward, backward, tangent }
}
