import { chmodSync, mkdtempSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ensureDataFolder } from './shells/data-folder.ts'
import { folder, gridworld, start } from './testing/started-app.ts'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** What the first window is told. */
function toldBy(app: ReturnType<typeof start>['app']): string[] {
  const told: string[] = []
  app.dispatcher.connect({
    send: (text) => {
      const message = JSON.parse(text)
      if (message.event?.kind === 'notice') told.push(message.event.text)
    },
    onMessage: (listener) => listener(JSON.stringify({ kind: 'hello', epoch: null, sequence: 0 })),
    onClose: () => {},
  })
  return told
}

test('data folder, database and its log are this user’s alone, whatever the umask', async () => {
  const before = process.umask(0)
  try {
    const own = ensureDataFolder(join(mkdtempSync(join(folder, 'own-')), 'ascent'))
    const path = join(own, 'ascent.db')
    const { app, value, status } = start(path)
    const { runIds } = await value('experiments.queue', { spec: gridworld() })
    await status(runIds[0]!, 'finished')
    await value('runs.record', { runId: runIds[0]!, trajectories: 2 })
    await value('modules.create', await value('modules.newPath', {}))
    const folders = [own, join(own, 'datasets'), join(own, 'environments')]
    expect([...folders, path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual([
      '700',
      '700',
      '700',
      '600',
      '600',
      '600',
    ])
    expect(toldBy(app)).toEqual([])
  } finally {
    process.umask(before)
  }
})

test('what is there already and open to others is told, with the way to close it, and left as it is', async () => {
  const path = join(mkdtempSync(join(folder, 'wide-')), 'ascent.db')
  await start(path).close()
  chmodSync(path, 0o644)
  chmodSync(dirname(path), 0o755)
  expect(toldBy(start(path).app)).toEqual([
    `Other users of this machine can open ${dirname(path)} (755) and ${path} (644). To keep your experiments to ` +
      `yourself: chmod 700 '${dirname(path)}'; chmod 600 '${path}'`,
  ])
  expect(modeOf(path)).toBe('644')
})

test('of a database outside the data folder only the file is told; commands are quoted for a shell', async () => {
  const shared = mkdtempSync(join(folder, 'somebody’s-'))
  const path = join(shared, "it's.db")
  await start(path).close()
  chmodSync(path, 0o644)
  chmodSync(shared, 0o755)
  expect(toldBy(start(path).app)).toEqual([
    `Other users of this machine can open ${path} (644). To keep your experiments to yourself: ` +
      `chmod 600 '${shared}/it'\\''s.db'`,
  ])
})
