import type { Engine } from './engine.ts'
import type { Network, NetworkShape } from './network.ts'
import { linearNetwork } from './linear.ts'
import { linearScoresNetwork } from './linear-scores.ts'
import { mlpNetwork } from './mlp.ts'
import { mlpScoresNetwork } from './mlp-scores.ts'
import { tableNetwork } from './table.ts'
import * as vectorOperations from './vector-operations.ts'

/** Everything in float64, in plain loops: exact algorithms run on it, and every other engine is tested against it. */
export function referenceEngine(): Engine<Float64Array> {
  const vector = (count: number): Float64Array => new Float64Array(count)
  return {
    id: 'reference',
    arithmetic: 'plain',
    description: 'plain TypeScript in float64',
    precision: 'float64',
    vector,
    rows: (rows, width) => vector(rows * width),
    network: referenceNetwork,
    ...vectorOperations,
    dispose: () => {},
  }
}

function referenceNetwork(shape: NetworkShape): Network<Float64Array> {
  const vector = (count: number): Float64Array => new Float64Array(count)
  switch (shape.kind) {
    case 'mlp':
      return mlpNetwork(shape)
    case 'mlp-scores':
      return mlpScoresNetwork(shape, mlpNetwork)
    case 'table':
      return tableNetwork(shape, vector)
    case 'linear':
      return linearNetwork(shape, vector)
    case 'linear-scores':
      return linearScoresNetwork(shape, vector)
  }
}
