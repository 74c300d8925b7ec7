import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { createLearner } from '../../core/algorithms/learner.ts'
import type { Learner, LearnerPlan, Metrics } from '../../core/algorithms/learner.ts'
import { cartPole, planOf } from '../../core/algorithms/test-runs.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { createSimdEngine } from '../../engines/simd/engine.ts'
import { createCriticThread } from './critic-thread-handle.ts'
import { openSecondThread } from './second-thread.ts'
import type { Cores } from './second-thread.ts'

const trainerFile = new URL('entry.ts', import.meta.url)
let workers: Worker[] = []
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.terminate()))
  workers = []
})

interface Watched {
  learner: Learner
  cores: Cores
  /** How many fits went to the second thread. */
  fitsOnSecondThread(): number
}

/** Whatever it costs: here it's the bits that count. */
const alwaysOnSecondThread = { isWorthTrying: () => true, onSecondThread: () => true, record: () => {} }

/** A learner with a real second thread. `broken`: the thread gets no kernels. */
async function onTwoThreads(plan: LearnerPlan, { broken = false } = {}): Promise<Watched> {
  const engine = await createSimdEngine({ memoryBytes: 32_000_000 })
  let words: Int32Array | undefined
  const criticThread = createCriticThread((data, resourceLimits) => {
    words = data.words
    const worker = new Worker(trainerFile, { workerData: data, resourceLimits, execArgv: [] })
    workers.push(worker)
    return worker
  })
  const cores: Cores = {
    threads: 2,
    criticThread,
    secondThreadUsed: () => {},
  }
  const kernels = broken ? { ...engine.compiled, module: null as never } : engine.compiled
  const learner = createLearner(plan, {
    neural: engine,
    exact: referenceEngine(),
    openSecondThread: (setup) => openSecondThread({ setup, kernels }, cores, alwaysOnSecondThread),
  })
  return { learner, cores, fitsOnSecondThread: () => (words === undefined ? 0 : Atomics.load(words, 2)) }
}
const onOneThread = async (plan: LearnerPlan) =>
  createLearner(plan, { neural: await createSimdEngine({ memoryBytes: 32_000_000 }), exact: referenceEngine() })

async function update(learner: Learner): Promise<Metrics> {
  const steps = learner.update()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await new Promise((resolve) => setImmediate(resolve))
  }
}
async function updates(learner: Learner, count: number): Promise<Metrics[]> {
  const rows: Metrics[] = []
  while (rows.length < count) rows.push(await update(learner))
  return rows
}
/** Updates until the second thread has done so many fits: it takes a while to start. */
async function updatesUntil({ learner, fitsOnSecondThread }: Watched, fits: number): Promise<Metrics[]> {
  const rows: Metrics[] = []
  while (fitsOnSecondThread() < fits) rows.push(await update(learner))
  return rows
}

const network = { hidden: [24, 17] }
const clip = {
  kind: 'clip',
  learningRate: 0.01,
  schedule: 'linear',
  epochs: 3,
  minibatches: 3,
  maxGradientNorm: 0.5,
  entropyCoefficient: 0.01,
} as const
const ppo = (changes: { update?: object; collection?: object; critic?: object } = {}) =>
  planOf(
    cartPole,
    {
      collection: { stepsPerCopy: 25 },
      policy: { kind: 'neural-softmax', ...network },
      estimator: { kind: 'advantage', method: 'gae', discount: 0.99 },
      critic: {
        network: { kind: 'neural', ...network },
        loss: { kind: 'clipped', clip: 0.2 },
        fit: { kind: 'with-policy' },
        ...changes.critic,
      },
      update: changes.update ?? clip,
      ...changes.collection,
    } as never,
    { budget: { updates: 100_000 } },
  )

test.for([
  ['minibatches of unequal sizes under one norm', ppo()],
  ['an update that the KL target ends early', ppo({ update: { ...clip, targetKl: 0.002, epochs: 10 } })],
  [
    'no limit of the norm, momentum',
    ppo({ update: { ...clip, maxGradientNorm: null, optimiser: { kind: 'momentum', momentum: 0.9 } } }),
  ],
  [
    'plain ascent, and batches that grow with the episodes',
    ppo({ update: { ...clip, optimiser: { kind: 'sgd' } }, collection: { collection: { trajectories: 3 } } }),
  ],
  ['running statistics', ppo({ collection: { normalisation: { observations: true, rewards: true } } })],
  [
    'gradient ascent in one pass, squared loss',
    ppo({ update: { kind: 'gradient-ascent', minibatches: 2, per: 'step' }, critic: { loss: { kind: 'squared' } } }),
  ],
] as const)('the same bits on two threads as on one: %s', async ([, plan]) => {
  const two = await onTwoThreads(plan)
  const rows = await updatesUntil(two, 12)
  const one = await onOneThread(plan)
  expect(await updates(one, rows.length)).toEqual(rows)
  expect(one.save()).toEqual(two.learner.save())
})

test('the thread may come and go between updates', async () => {
  const two = await onTwoThreads(ppo())
  const rows = await updatesUntil(two, 3)
  two.cores.threads = 1
  const before = two.fitsOnSecondThread()
  rows.push(...(await updates(two.learner, 5)))
  expect(two.fitsOnSecondThread()).toBe(before)
  two.cores.threads = 2
  rows.push(...(await updatesUntil(two, before + 3)))
  expect(await updates(await onOneThread(ppo()), rows.length)).toEqual(rows)
})

test('an update that is dropped in the middle of its fit leaves nothing behind', async () => {
  const two = await onTwoThreads(ppo())
  await updatesUntil(two, 1)
  const state = two.learner.save()
  const dropped = two.learner.update()
  for (let step = 0; step < 29; step++) dropped.next()
  two.learner.load(state)
  const rows = await updatesUntil(two, two.fitsOnSecondThread() + 4)
  const one = await onOneThread(ppo())
  one.load(state)
  expect(await updates(one, rows.length)).toEqual(rows)
  expect(one.save()).toEqual(two.learner.save())
})

test('the thread ends with its learner', async () => {
  const two = await onTwoThreads(ppo())
  await updatesUntil(two, 1)
  const gone = once(workers[0]!, 'exit')
  expect(workers[0]!.threadId).toBeGreaterThan(0)
  two.learner.dispose()
  await gone
  expect(workers[0]!.threadId).toBe(-1)
})

test('a thread that fails fails the run, with its reason', async () => {
  const { learner } = await onTwoThreads(ppo(), { broken: true })
  await expect(updates(learner, 1_000_000)).rejects.toThrow('The thread that fits the critic failed.')
})

test('critics that are fitted otherwise ask for no thread', async () => {
  for (const plan of [
    ppo({ critic: { network: { kind: 'shared' } } }),
    ppo({ critic: { fit: { kind: 'separate' } } }),
    ppo({ critic: { network: { kind: 'linear', features: { kind: 'polynomial', degree: 1 } } } }),
  ]) {
    const { learner } = await onTwoThreads(plan)
    await updates(learner, 2)
    expect(workers).toEqual([])
  }
})
