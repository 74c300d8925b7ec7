import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { childProcessLauncher } from '../shells/child-process-launcher.ts'
import { measureSnapshots, snapshotsResult, snapshotsTable } from './snapshots.ts'

test('what snapshots cost is measured over runs with one after every update', async () => {
  const ports = {
    launcher: childProcessLauncher(),
    settingsFolder: resolve(import.meta.dirname, '../../resources/bench'),
    native: { state: 'missing', detail: '', fraction: null } as const,
    report: () => {},
  }
  const snapshots = await measureSnapshots(ports, { repetitions: 1, share: 0.02 })
  expect(snapshotsResult.parse(snapshots)).toEqual(snapshots)
  expect(snapshots.settings.map(({ usual }) => usual)).toEqual([27, 27, 27])
  for (const { taken, bytesEach, samplesMs } of snapshots.settings) {
    expect(Math.min(taken, bytesEach)).toBeGreaterThan(0)
    expect(samplesMs).toHaveLength(1)
  }
  const [setting] = snapshots.settings
  const known = { ...setting!, seconds: 10, bytesEach: 36_930, msEach: 0.123, share: 0.00033 }
  expect(snapshotsTable({ ...snapshots, settings: [known] }).rows).toEqual([
    [known.name, '36,930', '27', '0.123 ms', '0.033 % of 10 s'],
  ])
}, 120_000)
