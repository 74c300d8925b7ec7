import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { ExperimentSpecInput } from '../../src-shared/domain/spec.ts'
import type { AppLine } from './app-line.ts'
import type { BenchTable } from './bench-table.ts'
import { besideOthers } from './beside-others.ts'
import { median } from './median.ts'

export const inspectResult = z.object({
  questions: z.array(
    z.object({
      name: z.string(),
      medianMs: z.number(),
      samplesMs: z.array(z.number()),
      /** How long another question to the host waited meanwhile, at most. */
      longestWaitMs: z.number(),
    }),
  ),
  load: z.number(),
  measuredAt: z.iso.datetime(),
})
export type InspectResult = z.infer<typeof inspectResult>

const gridworld: ExperimentSpecInput = {
  name: 'gridworld',
  environment: { id: 'gridworld' },
  variants: [
    {
      name: 'actor-critic',
      collection: { trajectories: 8 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'advantage' },
      critic: { network: { kind: 'tabular' }, fit: { kind: 'separate' } },
      update: { kind: 'gradient-ascent', per: 'trajectory' },
    },
  ],
  seeds: [1],
  budget: { updates: 260 },
  evaluation: null,
}

const cartPole: ExperimentSpecInput = {
  name: 'CartPole',
  environment: { id: 'CartPole-v1' },
  variants: [
    {
      name: 'clip',
      collection: { stepsPerCopy: 128 },
      policy: { kind: 'neural-softmax', hidden: [64, 64] },
      estimator: { kind: 'advantage' },
      critic: { network: { kind: 'neural', hidden: [64, 64] }, fit: { kind: 'with-policy' } },
      update: { kind: 'clip', per: 'step' },
    },
  ],
  seeds: [1],
  budget: { updates: 30 },
  evaluation: null,
}

/** How long what Inspect asks takes over the app's own line: first by a trainer that is to be started, then by one that is there. */
export async function measureInspect(
  { startApp, report }: { startApp(home: string): Promise<AppLine>; report(sentence: string): void },
  repetitions: number,
): Promise<InspectResult> {
  const home = mkdtempSync(join(tmpdir(), 'ascent-bench-'))
  const load = loadavg()[0]!
  try {
    report('inspect: training two runs')
    const training = await startApp(home)
    const grid = await trained(training, gridworld)
    const cart = await trained(training, cartPole)
    await training.close()

    const samples = new Map<string, { samplesMs: number[]; held: number[] }>()
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      report(`inspect: ${repetition} of ${repetitions}`)
      const app = await startApp(home)
      try {
        for (const [name, ask] of questionsTo(app, grid, cart)) {
          const { elapsedMs, longestWaitMs } = await besideOthers(app, ask)
          const taken = samples.get(name) ?? { samplesMs: [], held: [] }
          samples.set(name, taken)
          taken.samplesMs.push(elapsedMs)
          taken.held.push(longestWaitMs)
        }
      } finally {
        await app.close()
      }
    }
    return {
      questions: [...samples].map(([name, { samplesMs, held }]) => ({
        name,
        medianMs: median(samplesMs)!,
        samplesMs,
        longestWaitMs: Math.max(...held),
      })),
      load,
      measuredAt: new Date().toISOString(),
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

interface Trained {
  runId: RunId
  update: number
}

/** In an order in which each finds what it needs made: the first of a started app waits for a trainer. */
function questionsTo(app: AppLine, grid: Trained, cart: Trained): [string, () => Promise<unknown>][] {
  const { runId, update } = grid
  const axis = (dimension: number, size: number) => ({ dimension, low: -size, high: size, count: 60 })
  const surface = {
    of: { kind: 'probability' as const, action: 1 },
    across: axis(2, 0.2),
    up: axis(3, 3),
    held: [0, 0, 0, 0],
  }
  return [
    ['gridworld: all 27 checkpoints, first answer', () => app.ask('inspect.finite', { runId, step: 0 })],
    ['gridworld: all 27 checkpoints, another step', () => app.ask('inspect.finite', { runId, step: 1 })],
    ['gridworld: one checkpoint', () => app.ask('inspect.finite', { runId, step: 2, updates: [update] })],
    ['CartPole: an episode', () => app.ask('inspect.episode', { ...cart, seed: 1 })],
    ['CartPole: another episode', () => app.ask('inspect.episode', { ...cart, seed: 2 })],
    ['CartPole: a surface of 60 x 60', () => app.ask('inspect.surface', { ...cart, ...surface })],
    ['CartPole: 200 episodes', () => app.ask('inspect.episodes', { ...cart, firstSeed: 1, count: 200 })],
  ]
}

async function trained(app: AppLine, spec: ExperimentSpecInput): Promise<Trained> {
  const { runIds } = (await app.ask('experiments.queue', { spec })).result
  for (;;) {
    const run = (await app.ask('history.tree', {})).result.runs.find(({ id }) => id === runIds[0])!
    if (run.status === 'finished') return { runId: run.id, update: run.progress.update }
    if (run.status === 'failed') throw new Error(`the run to look at failed: ${run.statusReason}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export function inspectTable({ questions, load }: InspectResult): BenchTable {
  return {
    title: `What Inspect asks (load ${load.toFixed(1)})`,
    header: ['question', 'answered after', 'others waited at most'],
    rows: questions.map(({ name, medianMs, longestWaitMs }) => [
      name,
      `${medianMs.toFixed(0)} ms`,
      `${longestWaitMs.toFixed(0)} ms`,
    ]),
  }
}
