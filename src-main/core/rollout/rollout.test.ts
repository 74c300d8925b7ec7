import { describe, expect, it } from 'vitest'
import type { EnvironmentShape, VectorEnvironment } from '../environments/environment.ts'
import { generalizedAdvantages } from '../estimators/generalized-advantage.ts'
import { rewardsToGo, totalReturns, weightStates } from '../estimators/returns.ts'
import { createPolicy } from '../policies/policy.ts'
import { plainEncoding } from '../policies/input-encoding.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import { Generator } from '../random/generator.ts'
import { createActor } from './actor.ts'
import { createBatch, cut, continues, terminated, truncated } from './batch.ts'
import type { Batch } from './batch.ts'
import { collectSteps } from './collect-steps.ts'
import { collectTrajectories } from './collect-trajectories.ts'
import type { Collector } from './collector.ts'
import { drawMinibatchOrder, emptyMinibatchOrder, minibatchStart } from './minibatch-order.ts'
import { emptyStatistics } from './episode-statistics.ts'

/**
 * A world whose episodes' lengths are written down: the k-th episode that is started lasts `lengths[k]` steps; odd ones
 * are truncated, even ones terminate. The observation is the episode's number, the reward its number plus a tenth of
 * the step.
 */
function scriptedWorld(lengths: number[], copies: number): VectorEnvironment {
  const shape: EnvironmentShape = {
    observation: { kind: 'index', states: 64 },
    action: { kind: 'discrete', actions: 2 },
    timeLimit: 100,
  }
  let started = 0
  const episodes = new Int32Array(copies)
  const world = {
    shape,
    copies,
    observationsND: new Float64Array(copies),
    rewardsN: new Float64Array(copies),
    terminatedN: new Uint8Array(copies),
    truncatedN: new Uint8Array(copies),
    stepsN: new Int32Array(copies),
    resetCopy(copy: number) {
      episodes[copy] = started++
      world.observationsND[copy] = episodes[copy]!
      world.stepsN[copy] = 0
      world.terminatedN[copy] = 0
      world.truncatedN[copy] = 0
    },
    stepCopy(copy: number) {
      world.rewardsN[copy] = episodes[copy]! + world.stepsN[copy]! / 10
      const ended = ++world.stepsN[copy]! >= lengths[episodes[copy]!]!
      world.terminatedN[copy] = ended && episodes[copy]! % 2 === 0 ? 1 : 0
      world.truncatedN[copy] = ended && episodes[copy]! % 2 === 1 ? 1 : 0
    },
    step() {
      for (let copy = 0; copy < copies; copy++) world.stepCopy(copy)
    },
    setState: () => {},
    getState: () => [],
    save: () => ({ copies: [] }),
    load: () => {},
  }
  return world
}

function collectorOf(world: VectorEnvironment): { collector: Collector; batch: Batch } {
  const engine = referenceEngine()
  const policy = createPolicy(
    { kind: 'tabular-softmax' },
    world.shape,
    false,
    { neural: engine, exact: engine },
    new Generator(1),
  )
  const layout = {
    policyWidth: 1,
    criticWidth: 1,
    sharedInputs: true,
    outputWidth: 2,
    actionSize: 1,
    finite: true,
    policyEngine: referenceEngine(),
    criticEngine: referenceEngine(),
  }
  const collector: Collector = {
    world,
    actor: createActor(policy, world.copies),
    layout,
    criticEncoding: plainEncoding(world.shape),
    actions: new Generator(2),
    returnsN: new Float64Array(world.copies),
    discounted: undefined,
    observationNormaliser: undefined,
    rewardScaler: undefined,
    started: false,
    statistics: emptyStatistics(),
    envSteps: 0,
    episodes: 0,
  }
  // Room for two rows only: it grows on the way.
  return { collector, batch: createBatch(layout, 2) }
}

function exhaust(steps: Generator | globalThis.Generator<unknown, unknown>): void {
  const iterator = steps as globalThis.Generator<unknown, unknown>
  while (!iterator.next().done);
}

/** The batch as trajectories: the episode's number and its rewards' count, and how it ends. */
function trajectoriesOf(batch: Batch): { episode: number; steps: number; end: number }[] {
  const found = []
  let steps = 0
  for (let i = 0; i < batch.rows; i++) {
    const row = batch.orderB[i]!
    steps++
    if (batch.endsB[row] === continues) continue
    found.push({ episode: batch.statesB![row]!, steps, end: batch.endsB[row]! })
    steps = 0
  }
  return found
}

describe('whole trajectories', () => {
  it('are exactly the first M that were started, however long they take', () => {
    const lengths = [9, 1, 2, 1, 5, 1, 1]
    const { collector, batch } = collectorOf(scriptedWorld([...lengths, 1, 1, 1, 1], 3))
    exhaust(collectTrajectories(collector, batch, lengths.length))
    expect(trajectoriesOf(batch)).toEqual(
      lengths.map((steps, episode) => ({ episode, steps, end: episode % 2 === 0 ? terminated : truncated })),
    )
    expect(collector.envSteps).toBe(20)
    expect(collector.episodes).toBe(7)
    expect(collector.statistics.steps).toBe(20)
    // What came after a truncation is kept for the critic.
    expect(batch.finals).toBe(3)
  })

  it('may be fewer than the copies', () => {
    const { collector, batch } = collectorOf(scriptedWorld([2, 3, 4], 3))
    exhaust(collectTrajectories(collector, batch, 2))
    expect(trajectoriesOf(batch).map(({ steps }) => steps)).toEqual([2, 3])
  })
})

describe('fixed steps', () => {
  it('go on over batches, and are cut where the batch ends', () => {
    const { collector, batch } = collectorOf(scriptedWorld([3, 6, 4, 9, 9], 2))
    exhaust(collectSteps(collector, batch, 4))
    // Copy 0: episode 0 (3 steps), then episode 2; copy 1: episode 1.
    expect(trajectoriesOf(batch)).toEqual([
      { episode: 0, steps: 3, end: terminated },
      { episode: 2, steps: 1, end: cut },
      { episode: 1, steps: 4, end: cut },
    ])
    expect(collector.episodes).toBe(1)
    exhaust(collectSteps(collector, batch, 4))
    expect(trajectoriesOf(batch)).toEqual([
      { episode: 2, steps: 3, end: terminated },
      { episode: 4, steps: 1, end: cut },
      { episode: 1, steps: 2, end: truncated },
      { episode: 3, steps: 2, end: cut },
    ])
    // The whole episode's return, over both batches.
    expect(collector.statistics.highest).toBeCloseTo(4 * 2 + 0.6, 12)
  })
})

describe('what is made of a batch', () => {
  const { collector, batch } = collectorOf(scriptedWorld([3, 6, 4, 9, 9], 2))
  exhaust(collectSteps(collector, batch, 5))
  const rng = new Generator(4)
  for (let row = 0; row < batch.rows; row++) batch.valuesB[row] = rng.normal()
  for (let i = 0; i < batch.finals; i++) batch.finalValues[i] = rng.normal()
  const discount = 0.9
  const lambda = 0.7

  /** The rows after row i of the order, its own first, to the end of its piece. */
  const rest = (i: number): number[] => {
    const rows = [batch.orderB[i]!]
    while (batch.endsB[rows.at(-1)!] === continues) rows.push(batch.orderB[++i]!)
    return rows
  }
  const power = (base: number, exponent: number): number =>
    Array.from({ length: exponent }, () => base).reduce((product, factor) => product * factor, 1)

  it('reward-to-go and total return are their sums', () => {
    const toGo = new Float64Array(batch.rows)
    const total = new Float64Array(batch.rows)
    rewardsToGo(batch, discount, toGo)
    totalReturns(batch, discount, total)
    for (let i = 0; i < batch.rows; i++) {
      expect(toGo[batch.orderB[i]!]).toBeCloseTo(
        rest(i).reduce((sum, row, l) => sum + power(discount, l) * batch.rewardsB[row]!, 0),
        12,
      )
    }
    expect(total[batch.orderB[2]!]).toBe(toGo[batch.orderB[0]!])
  })

  it('GAE is its sum of TD errors, bootstrapped at truncations and cuts only', () => {
    generalizedAdvantages(batch, discount, lambda)
    for (let i = 0; i < batch.rows; i++) {
      const rows = rest(i)
      const expected = rows.reduce((sum, row, l) => {
        const end = batch.endsB[row]!
        const next =
          end === continues
            ? batch.valuesB[rows[l + 1]!]!
            : end === terminated
              ? 0
              : batch.finalValues[batch.finalOfB[row]!]!
        return sum + power(discount * lambda, l) * (batch.rewardsB[row]! + discount * next - batch.valuesB[row]!)
      }, 0)
      expect(batch.psiB[rows[0]!]).toBeCloseTo(expected, 12)
      expect(batch.targetsB[rows[0]!]).toBeCloseTo(expected + batch.valuesB[rows[0]!]!, 12)
    }
  })

  it('states are weighted by gamma^h, h counted within the episode', () => {
    const psi = new Float64Array(batch.rows).fill(1)
    weightStates(batch, discount, [], psi)
    for (let row = 0; row < batch.rows; row++) expect(psi[row]).toBeCloseTo(power(discount, batch.stepsB[row]!), 12)
  })
})

describe('minibatches', () => {
  it('hold every row once an epoch, in sizes that differ by one at most', () => {
    const order = emptyMinibatchOrder(referenceEngine())
    drawMinibatchOrder(order, 10, 3, 4, new Generator(6))
    const epochs = [0, 1, 2].map((epoch) => Array.from(order.rowsB.subarray(10 * epoch, 10 * (epoch + 1))))
    for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(epochs[0]).not.toEqual(epochs[1])
    expect([0, 1, 2, 3, 4].map((m) => minibatchStart(order, m))).toEqual([0, 2, 5, 7, 10])
  })

  it('are divided in each way equally often', () => {
    const rng = new Generator(7)
    const order = emptyMinibatchOrder(referenceEngine())
    const counts = new Map<string, number>()
    for (let i = 0; i < 6_000; i++) {
      drawMinibatchOrder(order, 4, 1, 2, rng)
      counts.set(order.rowsB.join(), (counts.get(order.rowsB.join()) ?? 0) + 1)
    }
    // Two rows of four: six ways, 1,000 each, standard deviation 29.
    expect([...counts.keys()].toSorted()).toEqual(['0,1,2,3', '0,2,1,3', '0,3,1,2', '1,2,0,3', '1,3,0,2', '2,3,0,1'])
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })

  it('are no more than the rows', () => {
    const order = emptyMinibatchOrder(referenceEngine())
    drawMinibatchOrder(order, 3, 1, 8, new Generator(6))
    expect(order.minibatches).toBe(3)
  })
})
