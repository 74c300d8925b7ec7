import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { childProcessLauncher } from '../../shells/child-process-launcher.ts'
import { isAlive } from '../fixtures/is-alive.ts'
import type { Question } from '../protocol/job.ts'
import { createWarmTrainer } from './warm-trainer.ts'
import type { WarmTrainer } from './warm-trainer.ts'

const entry = fileURLToPath(new URL('../worker/entry.ts', import.meta.url))
let trainer: WarmTrainer
const start = (stayMs?: number) => (trainer = createWarmTrainer(childProcessLauncher(), entry, stayMs))
afterEach(() => trainer.close())

const world = (id: 'chain' | 'gridworld'): Question => ({ kind: 'world', environment: environmentSpec.parse({ id }) })
const unanswerable: Question = { kind: 'replay', environment: environmentSpec.parse({ id: 'chain' }), trace: 'none' }
const patienceMs = 20_000

test('one process answers question after question, in their order', async () => {
  const { ask, pid } = start()
  const answered: string[] = []
  const asked = (['chain', 'gridworld', 'chain'] as const).map(async (id) => {
    const result = await ask(world(id), patienceMs)
    answered.push(id)
    return result
  })
  const first = await asked[0]!
  expect(first).toMatchObject({ ok: true, answer: { kind: 'world', finite: { actions: 2 } } })
  const serving = pid()
  expect(await asked[1]).toMatchObject({ ok: true, answer: { finite: { actions: 4 } } })
  expect(await asked[2]).toEqual(first)
  expect(answered).toEqual(['chain', 'gridworld', 'chain'])
  expect(pid()).toBe(serving)
})

test('an idle process ends after its time, and the next question has a new one', async () => {
  const { ask, pid } = start(50)
  await ask(world('chain'), patienceMs)
  const first = pid()!
  await vi.waitFor(() => expect(isAlive(first)).toBe(false), { timeout: 10_000 })
  expect(pid()).toBeUndefined()
  expect(await ask(world('chain'), patienceMs)).toMatchObject({ ok: true })
  expect(pid()).not.toBe(first)
})

test('a process that is killed, one that takes too long and one that failed cost their question only', async () => {
  const { ask, pid } = start()
  await ask(world('chain'), patienceMs)
  const killed = ask(world('gridworld'), patienceMs)
  process.kill(pid()!, 'SIGKILL')
  expect(await killed).toMatchObject({ ok: false, message: 'The trainer process was ended by SIGKILL.' })
  expect(await ask(world('chain'), 1)).toMatchObject({ ok: false, message: 'There was no answer after 0.001 s.' })
  expect(await ask(unanswerable, patienceMs)).toMatchObject({
    ok: false,
    message: expect.stringContaining('neither a list of transitions nor a table'),
  })
  expect(await ask(world('chain'), patienceMs)).toMatchObject({ ok: true })
})

test('what nobody wants any more is not asked, and nothing is left behind at the end', async () => {
  const { ask, pid, close } = start()
  const unwanted = new AbortController()
  const first = ask(world('chain'), patienceMs)
  const second = ask(world('gridworld'), patienceMs, unwanted.signal)
  unwanted.abort()
  expect(await first).toMatchObject({ ok: true })
  expect(await second).toMatchObject({ ok: false, message: 'The question was taken back.' })
  const serving = pid()!
  const last = ask(world('gridworld'), patienceMs)
  close()
  expect(await last).toMatchObject({ ok: false })
  await vi.waitFor(() => expect(isAlive(serving)).toBe(false), { timeout: 5_000 })
})
