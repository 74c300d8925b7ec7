import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import * as z from 'zod'
import { root } from './with-app.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-presets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const line = z.object({
  variant: z.string(),
  seed: z.number(),
  status: z.string(),
  evaluationReturn: z.number().nullable(),
})

/** Trains a preset as a person would, and gives its runs. */
async function run(preset: string): Promise<z.infer<typeof line>[]> {
  const main = join(root, 'src-main/shells/cli/main.ts')
  const child = spawn(
    process.execPath,
    [main, 'run', join(root, 'resources/presets', `${preset}.json`), '--db', join(folder, `${preset}.db`), '--json'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let text = ''
  for await (const data of child.stdout.setEncoding('utf8')) text += data
  return text
    .trim()
    .split('\n')
    .map((entry) => line.parse(JSON.parse(entry)))
}

it('PPO-clip solves CartPole with each of five seeds', async () => {
  const runs = await run('box-9-ppo-clip')
  expect(runs.map(({ seed }) => seed).toSorted()).toEqual([1, 2, 3, 4, 5])
  for (const { seed, status, evaluationReturn } of runs) {
    expect({ seed, status, isSolved: evaluationReturn! >= 475 }).toEqual({ seed, status: 'finished', isSolved: true })
  }
}, 600_000)

it('the example of the first start ends in a finished comparison in which the natural gradient is ahead', async () => {
  const runs = await run('example')
  expect(runs).toHaveLength(6)
  const worst = (variant: string) =>
    Math.min(...runs.filter((entry) => entry.variant === variant).map(({ evaluationReturn }) => evaluationReturn!))
  expect(runs.every(({ status }) => status === 'finished')).toBe(true)
  expect(worst('Natural gradient')).toBeGreaterThan(worst('Gradient ascent'))
  expect(worst('Natural gradient')).toBeGreaterThan(0.5)
}, 300_000)
