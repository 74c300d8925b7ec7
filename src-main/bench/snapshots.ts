import { loadavg } from 'node:os'
import * as z from 'zod'
import type { NativeState } from '../../src-shared/contract/events.ts'
import { snapshotOrderOf } from '../../src-shared/domain/snapshots.ts'
import type { SnapshotOrder, SnapshotPlan } from '../../src-shared/domain/snapshots.ts'
import type { ProcessLauncher } from '../training/supervisor/launcher.ts'
import type { BenchTable } from './bench-table.ts'
import { median } from './median.ts'
import { readSetting } from './settings.ts'
import { timedRun } from './timed-run.ts'
import { trainJobOf } from './train-job.ts'

/** Networks with updates of two lengths, and a table. */
const timedSettings = ['ppo-cartpole-default', 'ppo-cartpole-wide', 'tabular-gridworld']

export const snapshotsResult = z.object({
  settings: z.array(
    z.object({
      name: z.string(),
      seconds: z.number(),
      bytesEach: z.number(),
      /** How many such a run keeps. */
      usual: z.int(),
      /** What one costs, from runs that take one after every update: how many, and their time outside of computing. */
      taken: z.int(),
      msEach: z.number(),
      samplesMs: z.array(z.number()),
      /** Of the run's time, in what the usual ones cost. */
      share: z.number(),
    }),
  ),
  load: z.number(),
  measuredAt: z.iso.datetime(),
})
export type SnapshotsResult = z.infer<typeof snapshotsResult>

/**
 * What taking snapshots costs a run of so many seconds. A few milliseconds would be lost in the noise of ten seconds, so
 * runs that take one after every update are set beside runs that take none: what they spend outside of computing differs
 * by thousands of them.
 */
export async function measureSnapshots(
  ports: { launcher: ProcessLauncher; settingsFolder: string; native: NativeState; report(sentence: string): void },
  { repetitions, share }: { repetitions: number; share: number },
): Promise<SnapshotsResult> {
  const { launcher, report } = ports
  const seconds = 10 * share
  const load = loadavg()[0]!
  const settings: SnapshotsResult['settings'] = []
  for (const name of timedSettings) {
    const job = { ...trainJobOf(ports, readSetting(ports.settingsFolder, name), 1, 1, true), recordEvery: 1 }
    const outside = async (snapshots?: SnapshotOrder) => {
      let plan: SnapshotPlan | undefined
      const run = await timedRun(
        launcher,
        { ...job, budget: { seconds }, evaluation: null, checkpointEvery: null, snapshots },
        1,
        (facts) => (plan = facts.snapshots),
      )
      const last = run.rows.at(-1)!
      return { plan, updates: last.update, ms: last.wallMs - last.computeMs }
    }
    const samplesMs: number[] = []
    let taken = 0
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      report(`snapshots of ${name}: ${repetition} of ${repetitions}`)
      const none = await outside()
      const all = await outside({ everyUpdates: 1 })
      taken = all.updates
      // Each update has its share of what is spent outside anyway: the turns of the event loop.
      samplesMs.push(all.ms / all.updates - none.ms / none.updates)
    }
    report(`snapshots of ${name}: as usual`)
    const { plan } = await outside(snapshotOrderOf(undefined, [], 1)!)
    const msEach = median(samplesMs)!
    const usual = plan!.count!
    settings.push({
      name,
      seconds,
      bytesEach: plan!.bytesEach,
      usual,
      taken,
      msEach,
      samplesMs,
      share: (usual * msEach) / (seconds * 1_000),
    })
  }
  return { settings, load, measuredAt: new Date().toISOString() }
}

export function snapshotsTable({ settings, load }: SnapshotsResult): BenchTable {
  return {
    title: `Snapshots that a run takes (load ${load.toFixed(1)})`,
    header: ['setting', 'bytes each', 'kept of a run', 'takes each', 'of a run of'],
    rows: settings.map(({ name, seconds, bytesEach, usual, msEach, share }) => [
      name,
      bytesEach.toLocaleString('en-US'),
      String(usual),
      `${msEach.toFixed(3)} ms`,
      `${(100 * share).toFixed(3)} % of ${seconds} s`,
    ]),
  }
}
