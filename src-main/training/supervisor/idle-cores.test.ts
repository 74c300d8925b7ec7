import { expect, test } from 'vitest'
import { ppoJob, tabularJob } from '../fixtures/jobs.ts'
import type { TrainJob } from '../protocol/job.ts'
import { toTrainer } from '../protocol/messages.ts'
import type { ProcessExit } from './launcher.ts'
import { createSupervisor } from './supervisor.ts'

const deaf = { started: () => {}, frame: () => {}, ended: () => {}, stalled: () => {} }

test('idle cores go to the runs that were there first, and back when more runs come', () => {
  const launched: { threads: number; say(message: unknown): void; exit(): void }[] = []
  const jobs = [tabularJob(), tabularJob()]
  const supervisor = createSupervisor({
    launcher: {
      spawn() {
        let say: (message: unknown) => void = () => {}
        let exit: (how: ProcessExit) => void = () => {}
        const trainer = {
          threads: 1,
          say: (message: unknown) => say(message),
          exit: () => exit({ code: 1, signal: null, lastWords: '' }),
        }
        launched.push(trainer)
        return {
          pid: 1,
          send(message) {
            const parsed = toTrainer.parse(message)
            if (parsed.kind === 'threads') trainer.threads = parsed.threads
          },
          onMessage: (listener) => void (say = listener),
          onExit: (listener) => void (exit = listener),
          kill: () => {},
        }
      },
    },
    entry: '',
    // More trainers than cores: no core is free for a third thread.
    trainers: () => 8,
    cores: 3,
    nextJob: () => jobs.shift() ?? null,
    ...deaf,
  })
  const threads = () => launched.map((trainer) => trainer.threads)
  const beReady = () => launched.forEach(({ say }, pid) => say({ kind: 'ready', pid }))
  supervisor.fill()
  expect(threads()).toEqual([1, 1])
  beReady()
  expect(threads()).toEqual([2, 1])
  jobs.push(tabularJob())
  supervisor.fill()
  expect(threads()).toEqual([1, 1, 1])
  launched[0]!.exit()
  expect(threads()).toEqual([1, 2, 1])
  launched[1]!.exit()
  beReady()
  expect(threads()).toEqual([1, 2, 2])
})

test('a trainer is told of its second thread as it is spawned, where a core is free and its critic fits beside its policy', () => {
  const spawnedWith = (jobs: TrainJob[]) => {
    const spawned: (readonly string[])[] = []
    const supervisor = createSupervisor({
      launcher: {
        spawn(_, options = []) {
          spawned.push(options)
          return { pid: 1, send: () => {}, onMessage: () => {}, onExit: () => {}, kill: () => {} }
        },
      },
      entry: '',
      trainers: () => 2,
      cores: 2,
      nextJob: () => jobs.shift() ?? null,
      ...deaf,
    })
    supervisor.fill()
    return spawned
  }
  expect(spawnedWith([ppoJob()])).toEqual([['second-thread']])
  expect(spawnedWith([ppoJob(), ppoJob()])).toEqual([[], []])
  expect(spawnedWith([tabularJob()])).toEqual([[]])
  expect(spawnedWith([ppoJob({ engine: 'tfjs-cpu' })])).toEqual([[]])
})
