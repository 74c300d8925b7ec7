import { expect, test, vi } from 'vitest'
import { endless, newPath, start } from './testing/started-app.ts'
import { openForTest } from './storage/fixtures.ts'

/**
 * A second connection that lets no metrics in, as a full disk would, until it is told otherwise: at once, or when all
 * is to be committed.
 */
function fullDisk(path: string, atCommit: boolean) {
  const database = openForTest(path)
  const refuse = atCommit ? 'INSERT INTO nowhere VALUES (-1)' : "SELECT RAISE(ABORT, 'database or disk is full')"
  return {
    fill: () =>
      database.exec(
        'CREATE TABLE nowhere (run INTEGER REFERENCES run (number) DEFERRABLE INITIALLY DEFERRED); CREATE ' +
          `TRIGGER full_disk BEFORE INSERT ON metric_tail BEGIN ${refuse}; END`,
      ),
    free: () => database.exec('DROP TRIGGER full_disk'),
    close: () => database.close(),
    says: atCommit ? 'FOREIGN KEY constraint failed' : 'database or disk is full',
  }
}

test.each([
  ['stays full', false, false],
  ['is found full at the commit', false, true],
  ['has room again', true, false],
  ['has room again after a failed commit', true, true],
])(
  'where the disk is full a run is cancelled, says why, and its rows have no hole, whether the disk %s',
  async (_, hasRoomAgain, atCommit) => {
    const path = newPath()
    const { value, exportedCsv, status, events, toldRows } = start(path)
    const { runIds } = await value('experiments.queue', { spec: endless() })
    const runId = runIds[0]!
    await vi.waitFor(() => expect(toldRows(runId)).toBeGreaterThan(0), { timeout: 120_000 })
    const disk = fullDisk(path, atCommit)
    disk.fill()
    const notices = () => events.filter((event) => event.kind === 'notice')
    await vi.waitFor(() => expect(notices().length).toBeGreaterThan(0), { timeout: 120_000 })
    if (hasRoomAgain) disk.free()
    const ended = await status(runId, 'cancelled')
    expect(notices()).toEqual([
      {
        kind: 'notice',
        level: 'error',
        text: `The metrics of a run could not be stored, so it is cancelled: ${disk.says}`,
      },
    ])
    expect(ended.statusReason).toContain(`Cancelled because its metrics could not be stored (${disk.says}). `)
    const text = await exportedCsv(runIds)
    const lines = text.trim().split('\n')
    const updateAt = lines[0]!.split(',').indexOf('update')
    const updates = lines.slice(1).map((line) => Number(line.split(',')[updateAt]))
    expect(updates).toEqual(updates.map((_update, index) => index + 1))
    // A frame's progress may tell of an update whose row comes with the next one.
    expect(ended.progress.update - updates.at(-1)!).toBeLessThanOrEqual(1)
    disk.close()
  },
)
