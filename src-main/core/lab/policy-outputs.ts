import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { logSoftmaxTable } from '../exact/softmax-table.ts'
import type { Tape } from '../networks/network.ts'
import type { Policy } from '../policies/policy.ts'

/** Rows of one forward: enough for most trajectories, and small enough for any tape. */
const chunkRows = 64

/** The policy's outputs for each observation, B x its network's outputs. No policy sees the time step. */
export function outputsOf(policy: Policy): (observations: readonly (readonly number[])[]) => Float64Array {
  const { network, encoding, engine } = policy
  const width = network.outputSize
  const tape: Tape = network.createTape(chunkRows)
  const inputs = engine.rows(chunkRows, encoding.size)
  return (observations) => {
    const outputsBK = new Float64Array(observations.length * width)
    for (let start = 0; start < observations.length; start += chunkRows) {
      const rows = Math.min(chunkRows, observations.length - start)
      for (let b = 0; b < rows; b++) encoding.write(Float64Array.from(observations[start + b]!), 0, 0, inputs, b)
      const outputs = network.forward(policy.theta, inputs, rows, tape)
      for (let i = 0; i < rows * width; i++) outputsBK[start * width + i] = outputs[i]!
    }
    return outputsBK
  }
}

/** log pi(a|s) of a softmax policy in every state of a finite world, S x A. */
export function logPolicyTable(policy: Policy, { states: S, actions: A }: FiniteMdp): Float64Array {
  const width = policy.network.outputSize
  const outputsSK = outputsOf(policy)(Array.from({ length: S }, (_, s) => [s]))
  return logSoftmaxTable(
    Float64Array.from({ length: S * A }, (_, i) => outputsSK[Math.floor(i / A) * width + (i % A)]!),
    A,
  )
}
