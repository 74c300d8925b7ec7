import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, gridworld, newPath, start } from './testing/started-app.ts'

const named = (path: string) => {
  const [variant] = gridworld().variants
  return {
    module: gridworld({ environment: { id: 'module', path } }),
    dataSet: gridworld({
      variants: [{ ...variant!, collection: { dataset: path }, estimator: { kind: 'importance-sampling' } }],
    }),
  }
}

test('a path that is no file is refused where it is typed and where it is queued, and the app goes on', async () => {
  const { app, value } = start(newPath())
  const pipe = join(mkdtempSync(join(folder, 'named-')), 'pipe.mjs')
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
  for (const [path, what] of [
    [pipe, 'it is a named pipe, not a file'],
    ['/dev/zero', 'it is a device, not a file'],
    [folder, 'it is a folder'],
  ] as const) {
    const { module, dataSet } = named(path)
    const message = `${path} can't be read: ${what}`
    // More at once than Node has threads for files.
    const plans = await Promise.all(Array.from({ length: 6 }, () => value('design.plan', { spec: module })))
    for (const { problems } of plans) expect(problems).toEqual([{ path: 'environment.path', message }])
    expect((await value('design.plan', { spec: dataSet })).problems).toEqual([
      { path: 'variants[0].collection.dataset', message },
    ])
    for (const spec of [module, dataSet])
      expect(await app.call('experiments.queue', { spec })).toMatchObject({
        ok: false,
        error: { kind: 'invalid-input', issues: [{ message }] },
      })
  }
  expect((await value('design.presets', {})).presets.length).toBeGreaterThan(0)
})
