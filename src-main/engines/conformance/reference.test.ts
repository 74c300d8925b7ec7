import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { conformance } from './conformance.ts'

// The suite itself is sound: the reference passes it with nothing to spare but rounding.
conformance('the reference', async () => referenceEngine(), {
  forward: 1e-13,
  derivative: 1e-13,
  tanh: 0,
  vector: 1e-13,
})
