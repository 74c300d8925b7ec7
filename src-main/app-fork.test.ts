import { existsSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { unpackNumbers } from '../src-shared/contract/packed-numbers.ts'
import { comparisonSpec } from '../src-shared/domain/comparison.ts'
import type { SnapshotFile } from '../src-shared/domain/initial-parameters.ts'
import { ascent } from './testing/cli-process.ts'
import { gridworld, neural, newPath, start } from './testing/started-app.ts'

const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, 'core/exact/fixtures/exact-softmax-mdp.json'), 'utf8'),
) as {
  input: { mdp: object; theta: number[][] }
  expect: {
    objective: number
    values: number[][]
    qValues: number[][][]
    advantages: number[][][]
    occupancy: number[][]
  }
}[]

test('from the numbers of a spec: Inspect’s answers are the reference values', async () => {
  const { value, status } = start(newPath())
  const tolerance = 1e-9
  const close = (found: Float64Array, wanted: readonly number[]) => {
    expect(found).toHaveLength(wanted.length)
    for (const [i, number] of wanted.entries()) expect(Math.abs(found[i]! - number)).toBeLessThan(tolerance)
  }
  for (const { input, expect: wanted } of reference) {
    const spec = {
      ...gridworld({ budget: { updates: 1 } }),
      environment: { id: 'finite-mdp', ...input.mdp },
      variants: [{ ...gridworld().variants[0], initialParameters: input.theta }],
    }
    const { runIds } = await value('experiments.queue', { spec })
    await status(runIds[0]!, 'finished')
    const horizon = wanted.values.length
    const visitsS = wanted.occupancy[0]!.map((_, s) => wanted.occupancy.reduce((sum, row) => sum + row[s]!, 0))
    for (let step = 0; step < Math.min(horizon, wanted.occupancy.length); step++) {
      const { snapshots } = await value('inspect.finite', { runId: runIds[0]!, step, updates: [0] })
      const [shown] = snapshots
      expect(Math.abs(shown!.objective - wanted.objective)).toBeLessThan(tolerance)
      close(unpackNumbers(shown!.valuesS), wanted.values[step]!)
      close(unpackNumbers(shown!.qSA), wanted.qValues[step]!.flat())
      close(unpackNumbers(shown!.advantagesSA), wanted.advantages[step]!.flat())
      close(unpackNumbers(shown!.occupancyS), wanted.occupancy[step]!)
      close(unpackNumbers(shown!.visitsS), visitsS)
    }
  }
})

test('a checkpoint is forked: the new run starts there, is trained twice alike, and keeps its file', async () => {
  const path = newPath()
  const app = start(path)
  const { value, status, exportedCsv } = app
  const { runIds } = await value('experiments.queue', {
    spec: gridworld({ variants: [neural], budget: { updates: 8 }, seeds: [3] }),
  })
  const runId = runIds[0]!
  await status(runId, 'finished')
  const { spec } = await value('inspect.fork', { runId, update: 4 })
  expect(spec).toMatchObject({ name: 'small from update 4', seeds: [3], budget: { updates: 8 } })
  const from = spec.variants[0]!.initialParameters as SnapshotFile
  expect(from).toMatchObject({ from: { runId, update: 4 }, policyKind: 'neural-softmax', normalised: false })
  const folder = join(dirname(path), 'parameters')
  expect(existsSync(join(folder, from.file))).toBe(true)

  const trained = async () => {
    const queued = await value('experiments.queue', { spec })
    await status(queued.runIds[0]!, 'finished')
    return { runId: queued.runIds[0]!, experimentId: queued.experimentId }
  }
  const [{ runId: first, experimentId }, { runId: second }] = [await trained(), await trained()]
  const rowsOf = async (id: typeof first) =>
    (await exportedCsv([id])).split('\n').map((line) => line.split(',').slice(3))
  expect(await rowsOf(first)).toEqual(await rowsOf(second))
  expect(await rowsOf(first)).not.toEqual(await rowsOf(runId))
  const piOf = async (id: typeof first, update: number) => {
    const { snapshots } = await value('inspect.finite', { runId: id, step: 0, updates: [update] })
    return snapshots[0]!.piSA
  }
  expect(await piOf(first, 0)).toBe(await piOf(runId, 4))

  // Compare draws it from where it left, where that is asked for: the same bytes from the command line.
  const compared = comparisonSpec.parse({ selection: [{ experimentId, variantIndex: 0 }], metrics: ['return'] })
  const drawn = async (spec: typeof compared) => {
    const csv = await value('comparison.export', { spec, format: 'csv' })
    const caption = await value('comparison.export', { spec, format: 'caption' })
    if (csv.kind !== 'text' || caption.kind !== 'text') throw new Error('no text')
    const rows = csv.text.trimEnd().split('\n').slice(1)
    return { csv: csv.text, xs: rows.map((row) => Number(row.split(',')[4])), caption: caption.text }
  }
  const [usual, moved] = [await drawn(compared), await drawn({ ...compared, drawForks: 'where-left' })]
  expect(usual.caption).not.toContain('Forks')
  expect(moved.caption).toContain('Forks are drawn from where they left')
  expect(moved.xs).toEqual(usual.xs.map((x) => x + from.from.envSteps))
  const command = ['compare', experimentId, '--metric', 'return', '--forks', '--db', path, '--csv', '-']
  expect(ascent(command).stdout === moved.csv).toBe(true)

  // What no longer fits is refused before anything is queued.
  const other = { ...spec, variants: [{ ...spec.variants[0]!, policy: { kind: 'neural-softmax', hidden: [8] } }] }
  const refused = await app.app.call('experiments.queue', { spec: other })
  expect(refused).toMatchObject({
    ok: false,
    error: { kind: 'invalid-input', issues: [{ path: 'variants[0].initialParameters' }] },
  })
  const gone = { ...from, file: 'f'.repeat(64) }
  const missing = { ...spec, variants: [{ ...spec.variants[0]!, initialParameters: gone }] }
  expect(await app.app.call('experiments.queue', { spec: missing })).toMatchObject({
    ok: false,
    error: { kind: 'invalid-input', issues: [{ path: 'variants[0].initialParameters.file' }] },
  })
  // A file that isn't what its name says fails its run, which says so.
  writeFileSync(join(folder, from.file), 'changed')
  const { runIds: changed } = await value('experiments.queue', { spec })
  expect((await status(changed[0]!, 'failed')).statusReason).toContain('was changed')

  // What no spec names goes at a start, once it is old.
  const yesterday = Date.now() / 1_000 - 2 * 24 * 3_600
  const unused = join(folder, 'e'.repeat(64))
  writeFileSync(unused, 'unused')
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), yesterday, yesterday)
  await app.close()
  start(path)
  expect(existsSync(unused)).toBe(false)
  expect(existsSync(join(folder, from.file))).toBe(true)
})
