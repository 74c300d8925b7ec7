import { writeValues } from '../algorithms/critic.ts'
import type { Parts } from '../algorithms/parts.ts'
import type { Head } from '../distributions/distribution.ts'
import type { Tape, Vector } from '../networks/network.ts'
import { createActor } from '../rollout/actor.ts'
import type { Actor } from '../rollout/actor.ts'

/** Rows of one forward. */
const chunkRows = 256

/** What a policy and its critic say of N observations, each at its time step. */
export interface ShownOutputs {
  /** N x A, of a softmax policy. */
  probabilitiesNA: Float64Array | null
  /** N x K, of a Gaussian one: the mean as the environment takes it, and sigma before squashing. */
  meansNK: Float64Array | null
  sigmasNK: Float64Array | null
  /** Null without a critic. */
  valuesN: Float64Array | null
}

/** A policy and critic with the buffers that looking at them takes: an engine hands its memory out once. */
export interface Viewer {
  parts: Parts
  /** How much reward one of the critic's values counts, where rewards are scaled; set with each snapshot. */
  valueUnit: number
  tape: Tape
  inputs: Vector
  outputs: Vector
  oldOutputs: Vector
  head: Head
  actor: Actor
}

export function createViewer(parts: Parts): Viewer {
  const { network, encoding, engine, distribution } = parts.policy
  return {
    parts,
    valueUnit: 1,
    tape: network.createTape(chunkRows),
    inputs: engine.rows(chunkRows, encoding.size),
    outputs: engine.rows(chunkRows, network.outputSize),
    oldOutputs: engine.rows(chunkRows, network.outputSize),
    head: distribution.createHead(chunkRows),
    actor: createActor(parts.policy, 1),
  }
}

/** Each row of outputs of the policy's network, in float64. */
function forward(
  { parts: { policy }, tape, inputs }: Viewer,
  observationsND: Float64Array,
  stepsN: ArrayLike<number>,
): Float64Array {
  const { network, encoding, theta } = policy
  const N = stepsN.length
  const width = network.outputSize
  const outputsNK = new Float64Array(N * width)
  for (let start = 0; start < N; start += chunkRows) {
    const rows = Math.min(chunkRows, N - start)
    for (let b = 0; b < rows; b++) encoding.write(observationsND, start + b, stepsN[start + b]!, inputs, b)
    const outputs = network.forward(theta, inputs, rows, tape)
    for (let i = 0; i < rows * width; i++) outputsNK[start * width + i] = outputs[i]!
  }
  return outputsNK
}

export function shownOutputs(
  viewer: Viewer,
  observationsND: Float64Array,
  stepsN: ArrayLike<number>,
): ShownOutputs & { outputsNK: Float64Array } {
  const { parts } = viewer
  const { distribution, network } = parts.policy
  const N = stepsN.length
  const width = network.outputSize
  const outputsNK = forward(viewer, observationsND, stepsN)
  const valuesN = valuesOf(viewer, observationsND, stepsN)
  if (distribution.kind === 'categorical')
    return {
      outputsNK,
      probabilitiesNA: softmaxRows(outputsNK, width, distribution.outputs),
      meansNK: null,
      sigmasNK: null,
      valuesN,
    }
  const K = distribution.actionSize
  const unsquashedNK = new Float64Array(N * K)
  const meansNK = new Float64Array(N * K)
  distribution.mode(outputsNK, width, N, unsquashedNK, 0)
  parts.policy.toEnvironment(unsquashedNK, 0, N, meansNK)
  const sigmasNK = Float64Array.from({ length: N * K }, (_, i) =>
    Math.exp(outputsNK[Math.floor(i / K) * width + K + (i % K)]!),
  )
  return { outputsNK, probabilitiesNA: null, meansNK, sigmasNK, valuesN }
}

function softmaxRows(outputsNK: Float64Array, width: number, A: number): Float64Array {
  const N = outputsNK.length / width
  const probabilities = new Float64Array(N * A)
  for (let n = 0; n < N; n++) {
    const row = outputsNK.subarray(n * width, n * width + A)
    const largest = Math.max(...row)
    let sum = 0
    for (let a = 0; a < A; a++) sum += probabilities[n * A + a] = Math.exp(row[a]! - largest)
    for (let a = 0; a < A; a++) probabilities[n * A + a]! /= sum
  }
  return probabilities
}

function valuesOf(
  { parts: { critic }, valueUnit }: Viewer,
  observationsND: Float64Array,
  stepsN: ArrayLike<number>,
): Float64Array | null {
  if (critic === undefined) return null
  const N = stepsN.length
  const inputs = new Float64Array(N * critic.encoding.size)
  for (let n = 0; n < N; n++) critic.encoding.write(observationsND, n, stepsN[n]!, inputs, n)
  const valuesN = new Float64Array(N)
  writeValues(critic, inputs, N, valuesN)
  return valuesN.map((value) => value * valueUnit)
}

/** The policy's entropy on these rows, in nats a decision; estimated from the actions where it squashes them. */
export function meanEntropy(viewer: Viewer, outputsNK: Float64Array, actionsNK: Float64Array): number {
  return overChunks(viewer, outputsNK, actionsNK, () => viewer.head.entropySum())
}

/** KL(the policy with the old outputs || the one with the new), in nats a decision, over these rows. */
export function meanKl(
  viewer: Viewer,
  oldOutputsNK: Float64Array,
  newOutputsNK: Float64Array,
  actionsNK: Float64Array,
): number {
  const { head, oldOutputs } = viewer
  return overChunks(viewer, newOutputsNK, actionsNK, (copy) => {
    copy(oldOutputsNK, oldOutputs)
    return head.klSum(oldOutputs)
  })
}

function overChunks(
  { parts: { policy }, head, outputs }: Viewer,
  outputsNK: Float64Array,
  actionsNK: Float64Array,
  sumOf: (copy: (all: Float64Array, into: Vector) => void) => number,
): number {
  const width = policy.network.outputSize
  const K = policy.distribution.actionSize
  const N = outputsNK.length / width
  let sum = 0
  for (let start = 0; start < N; start += chunkRows) {
    const count = Math.min(chunkRows, N - start)
    const copy = (all: Float64Array, into: Vector) => {
      for (let i = 0; i < count * width; i++) into[i] = all[start * width + i]!
    }
    copy(outputsNK, outputs)
    head.prepare(outputs, width, count, actionsNK.slice(start * K, (start + count) * K), new Float64Array(count))
    sum += sumOf(copy)
  }
  return sum / N
}
