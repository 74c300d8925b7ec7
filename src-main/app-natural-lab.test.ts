import { expect, test, vi } from 'vitest'
import { gridworld, neural, newPath, start } from './testing/started-app.ts'

test('the natural gradient at a run’s checkpoint, on the engine that trained it', async () => {
  const { value, status } = start(newPath())
  const cartPole = { id: 'CartPole-v1' as const, copies: 4 }
  const spec = gridworld({ environment: cartPole, variants: [neural], budget: { updates: 4 }, evaluation: null })
  const { runIds } = await value('experiments.queue', { spec })
  await status(runIds[0]!, 'finished')
  const measured = async (update: number | null) => {
    const policy = { from: 'run', runId: runIds[0]!, update } as const
    const { id } = await value('labs.start', {
      spec: { lab: 'natural', environment: cartPole, policy, trajectories: 4, cgSteps: 8 },
    })
    const { result } = await vi.waitFor(
      async () => {
        const found = await value('labs.get', { id })
        expect(found.experiment).toMatchObject({ status: 'done' })
        return found
      },
      { timeout: 60_000, interval: 20 },
    )
    if (result?.lab !== 'natural') throw new Error('another lab answered')
    return result
  }
  const first = await measured(0)
  expect(first).toMatchObject({ precision: 'float32', trajectories: 4, spectrum: { whole: true } })
  expect(first.spectrum.eigenvalues[0]).toBeGreaterThan(0)
  expect(first.conjugateGradient!.actual).toHaveLength(8)
  expect(await measured(0)).toEqual(first)
  expect((await measured(null)).spectrum.eigenvalues[0]).not.toBe(first.spectrum.eigenvalues[0])
})
