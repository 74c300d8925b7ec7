import { describe, expect, test } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import { usualSnapshots } from '../../../src-shared/domain/snapshots.ts'
import { tabularJob } from '../fixtures/jobs.ts'
import { trainHere, trainInPieces, withoutTimes } from '../fixtures/train-here.ts'
import type { TrainJob } from '../protocol/job.ts'
import { decodeSnapshot } from './snapshot-bytes.ts'

const evaluation = { every: 3, episodes: 2, actions: 'sampled' } as const
const normalised = {
  environment: environmentSpec.parse({ id: 'CartPole-v1', copies: 4 }),
  variant: variantSpec.parse({
    name: 'PPO',
    collection: { stepsPerCopy: 8 },
    normalisation: { observations: true },
    policy: { kind: 'neural-softmax', hidden: [8] },
    estimator: { kind: 'advantage' },
    critic: { network: { kind: 'neural', hidden: [8] } },
    update: { kind: 'clip', epochs: 1 },
  }),
}
const cases: [name: string, job: TrainJob, isOver: (row: { update: number; envSteps: number }) => boolean][] = [
  ['updates', tabularJob({ budget: { updates: 40 }, evaluation }), ({ update }) => update >= 40],
  [
    'env steps',
    tabularJob({ ...normalised, budget: { envSteps: 1_500 }, evaluation }),
    ({ envSteps }) => envSteps >= 1_500,
  ],
]
const usual = { fitInto: 1_048_576 }

describe.each(cases)('snapshots over a budget in %s', (_name, job, isOver) => {
  test('are the start, the end and 25 between, each of the policy as it is then', async () => {
    const { snapshots, plan, rows } = await trainHere({ ...job, snapshots: usual })
    expect(plan).toEqual({ bytesEach: snapshots[0]!.bytes.length, count: usualSnapshots })
    expect(snapshots).toHaveLength(usualSnapshots)
    expect(snapshots[0]!.update).toBe(0)
    expect(snapshots.at(-1)!.update).toBe(rows.at(-1)!.update)
    const everyOne = (await trainHere({ ...job, snapshots: { everyUpdates: 1 } })).snapshots
    for (const { update, envSteps, bytes } of snapshots) {
      expect(bytes).toEqual(everyOne.find((other) => other.update === update)!.bytes)
      expect(decodeSnapshot(bytes)).toMatchObject({ update, envSteps })
    }
    expect(everyOne.map(({ update }) => update)).toEqual([0, ...rows.map(({ update }) => update)])
  })

  test('change no bit of the run', async () => {
    const without = await trainHere(job)
    expect(without.snapshots).toEqual([])
    expect(without.plan).toBeUndefined()
    const withThem = await trainHere({ ...job, snapshots: { everyUpdates: 1 } })
    expect(withoutTimes(withThem.rows)).toEqual(withoutTimes(without.rows))
  })

  test('are the same, byte for byte, when the run is paused before, between and after any of its updates', async () => {
    const through = await trainHere({ ...job, snapshots: usual })
    const pieces = await trainInPieces({ ...job, snapshots: { count: through.plan!.count! } }, isOver)
    const kept = new Map(pieces.snapshots.map((snapshot) => [snapshot.update, snapshot]))
    expect([...kept.values()]).toEqual(through.snapshots)
  })
})

describe('snapshots over a budget in seconds', () => {
  const job = tabularJob({ budget: { seconds: 0.2 }, snapshots: { count: 5 } })

  test('are at most as many as planned, the start and the end among them', async () => {
    const { snapshots, rows } = await trainHere(job)
    expect(snapshots.length).toBeGreaterThanOrEqual(2)
    expect(snapshots.length).toBeLessThanOrEqual(5)
    expect(snapshots[0]!.update).toBe(0)
    expect(snapshots.at(-1)!.update).toBe(rows.at(-1)!.update)
  })

  test('are no more when the run is paused, and each is of the same bits as without a pause', async () => {
    const first = await trainHere(job, 3)
    const resume = { checkpoint: first.checkpoint, lastRecordedUpdate: first.rows.at(-1)!.update }
    const rest = await trainHere({ ...job, resume })
    const snapshots = new Map([...first.snapshots, ...rest.snapshots].map(({ update, bytes }) => [update, bytes]))
    expect(snapshots.size).toBeLessThanOrEqual(5)
    expect([...snapshots.keys()].at(-1)).toBe(rest.rows.at(-1)!.update)
    const last = Math.max(...snapshots.keys())
    const reference = await trainHere({ ...job, budget: { updates: last }, snapshots: { everyUpdates: 1 } })
    const sameUpdates = reference.snapshots.filter(({ update }) => snapshots.has(update))
    expect(new Map(sameUpdates.map(({ update, bytes }) => [update, bytes]))).toEqual(snapshots)
  })
})

test('of a network that is larger than what a run may keep there are none', async () => {
  const { snapshots, plan } = await trainHere(tabularJob({ budget: { updates: 3 }, snapshots: { fitInto: 100 } }))
  expect(snapshots).toEqual([])
  expect(plan!.count).toBe(0)
})
