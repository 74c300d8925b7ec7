import { afterEach, expect, it } from 'vitest'
import { exampleExperiment, exampleRun } from '../components/experiment-tree/tree.fixture.ts'
import { askedSeeds } from '../components/other-seeds/asked-seeds.ts'
import { experimentCommands } from './experiment-commands.ts'

afterEach(() => askedSeeds.set(null))

const idOf = (letter: string) => letter.repeat(16)
const experiments = [
  exampleExperiment(idOf('a'), { name: 'newest', createdAt: 9 }),
  exampleExperiment(idOf('b'), { name: 'older', createdAt: 3 }),
]
const runs = [
  exampleRun(idOf('r'), idOf('a'), { status: 'finished' }),
  exampleRun(idOf('s'), idOf('b'), { status: 'failed' }),
]
const commandsAt = (path: string, retried: string[] = []) =>
  experimentCommands(path, experiments, runs, {
    requeue: async (some) => {
      retried.push(...some.map(({ id }) => id))
      return []
    },
  })

it('offers other seeds for the newest experiment, of all its variants', () => {
  const [seeds, ...others] = commandsAt('/design')
  expect(seeds!.label).toBe('Again with other seeds: newest')
  seeds!.act()
  expect(askedSeeds.get()).toEqual({ experimentId: idOf('a'), variantIndices: [0, 1] })
  expect(others).toEqual([])
})

it('means the experiment of the run that is shown, and retries what ended early', () => {
  const retried: string[] = []
  const commands = commandsAt(`/run/${idOf('s')}`, retried)
  expect(commands.map(({ label }) => label)).toEqual(['Again with other seeds: older', 'Retry what ended early: older'])
  commands[1]!.act()
  expect(retried).toEqual([idOf('s')])
})

it('offers nothing where there is nothing', () =>
  expect(experimentCommands('/design', [], [], { requeue: async () => [] })).toEqual([]))
