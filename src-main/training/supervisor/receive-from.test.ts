import { expect, test } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { labSpec } from '../../../src-shared/catalogue/labs/index.ts'
import { askTrainer } from './ask.ts'
import { startLabTrainer } from './lab-trainer.ts'
import type { LabOutcome } from './lab-trainer.ts'
import type { ProcessExit, ProcessLauncher } from './launcher.ts'
import { createWarmTrainer } from './warm-trainer.ts'

/** A trainer whose answers hold what the protocol refuses: a number that is none. */
function launcher(answer: object): ProcessLauncher {
  return {
    spawn() {
      let tell = (_message: unknown) => {}
      let exit = (_exit: ProcessExit) => {}
      const end = (signal: string | null) => setImmediate(() => exit({ code: null, signal, lastWords: '' }))
      return {
        pid: 1,
        send(message) {
          const { kind } = message as { kind: string }
          if (kind === 'ask') setImmediate(() => tell(answer))
          if (kind === 'release') end(null)
        },
        onMessage(listener) {
          tell = listener
          setImmediate(() => listener({ kind: 'ready', pid: 1 }))
        },
        onExit(listener) {
          exit = listener
        },
        kill: () => end('SIGKILL'),
      }
    },
  }
}
const world = { kind: 'world', environment: environmentSpec.parse({ id: 'chain' }) } as const
const badAnswer = { kind: 'answer', answer: { kind: 'world', finite: { states: Number.NaN } } }
const refusal = { ok: false, message: expect.stringContaining('not in the protocol') }

test('an answer that is not in the protocol fails its question, and not the host', async () => {
  expect(await askTrainer(launcher(badAnswer), 'trainer', world, 5_000)).toMatchObject(refusal)
  expect(await createWarmTrainer(launcher(badAnswer), 'trainer').ask(world, 5_000)).toMatchObject(refusal)
})

test('a lab whose result is not in the protocol fails with the reason, and not the host', async () => {
  const badProgress = { kind: 'lab-progress', progress: { fraction: Number.NaN, words: '', partial: null } }
  const job = { kind: 'lab', spec: labSpec.parse({ lab: 'natural' }), engine: 'reference', moduleHash: null, runs: {} }
  const outcome = await new Promise<LabOutcome>((resolve) =>
    startLabTrainer(launcher(badProgress), 'trainer', job as Parameters<typeof startLabTrainer>[2], {
      progress: () => {},
      ended: resolve,
    }),
  )
  expect(outcome).toMatchObject({ kind: 'failed', message: expect.stringContaining('not in the protocol') })
})
