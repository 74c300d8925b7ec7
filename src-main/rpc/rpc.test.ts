import { expect, test } from 'vitest'
import type { ServerEvent } from '../../src-shared/contract/events.ts'
import { serverMessage } from '../../src-shared/contract/wire.ts'
import type { ServerMessage } from '../../src-shared/contract/wire.ts'
import type { Handlers } from '../services/handlers.ts'
import { createDispatcher } from './dispatcher.ts'
import { createEventHub } from './event-hub.ts'

const notice = (text: string): ServerEvent => ({ kind: 'notice', level: 'info', text })

function client(dispatcher: ReturnType<typeof createDispatcher>) {
  const received: ServerMessage[] = []
  let deliver: (text: string) => void = () => {}
  let close: () => void = () => {}
  dispatcher.connect({
    send: (text) => received.push(serverMessage.parse(JSON.parse(text))),
    onMessage: (listener) => void (deliver = listener),
    onClose: (listener) => void (close = listener),
  })
  return {
    received,
    send: (message: unknown) => deliver(typeof message === 'string' ? message : JSON.stringify(message)),
    close: () => close(),
  }
}

function setUp(handlers: Partial<Handlers> = {}, readOnly: string | null = null) {
  const hub = createEventHub()
  const faults: unknown[] = []
  const dispatcher = createDispatcher({
    handlers: () => handlers as Handlers,
    readOnly: () => readOnly,
    hub,
    reportFault: (error) => faults.push(error),
  })
  return { hub, dispatcher, faults }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a call is answered under its id, with the parsed parameters', async () => {
  const seen: unknown[] = []
  const { dispatcher } = setUp({
    'history.tree': (params) => {
      seen.push(params)
      return { ok: true, value: { experiments: [], runs: [] } }
    },
  })
  const window = client(dispatcher)
  window.send({ kind: 'call', id: 7, method: 'history.tree', params: {} })
  await turn()
  expect(window.received).toEqual([{ kind: 'result', id: 7, result: { experiments: [], runs: [] } }])
  expect(seen).toEqual([{ deleted: false }])
})

test('malformed input names the field, and reaches no service', async () => {
  const { dispatcher } = setUp({ 'runs.log': () => expect.unreachable() })
  expect(await dispatcher.call('runs.log', { runId: 'NOT AN ID' })).toEqual({
    ok: false,
    error: { kind: 'invalid-input', issues: [{ path: 'runId', message: 'not a run id' }] },
  })
  const window = client(dispatcher)
  window.send('{"kind": "call"')
  window.send({ kind: 'call', id: 1, method: 'constructor', params: {} })
  await turn()
  expect(window.received).toMatchObject([
    { kind: 'error', id: -1, error: { kind: 'invalid-input' } },
    { kind: 'error', id: 1, error: { kind: 'unknown-method', method: 'constructor' } },
  ])
})

test('while another process owns the database, writing is refused and reading works', async () => {
  const { dispatcher } = setUp(
    { 'history.tree': () => ({ ok: true, value: { experiments: [], runs: [] } }) },
    'the CLI is writing',
  )
  expect(await dispatcher.call('design.saveDraft', { json: null })).toEqual({
    ok: false,
    error: { kind: 'read-only', reason: 'the CLI is writing' },
  })
  expect((await dispatcher.call('history.tree', {})).ok).toBe(true)
})

test('a fault inside becomes an error for the client, and is reported', async () => {
  const { dispatcher, faults } = setUp({
    'system.settings': () => {
      throw new Error('broken')
    },
  })
  expect(await dispatcher.call('system.settings', {})).toEqual({
    ok: false,
    error: { kind: 'internal', message: 'broken' },
  })
  expect(faults).toHaveLength(1)
})

test('an answer that can’t be encoded fails its own call, and the next one is answered', async () => {
  const circle: Record<string, unknown> = {}
  circle.circle = circle
  const answers: unknown[] = [{ text: '"'.repeat(400_000_000) }, circle, { theme: 'dark', trainers: null }]
  const { dispatcher, faults } = setUp({
    'system.settings': () => ({ ok: true, value: answers.shift() as never }),
  })
  const window = client(dispatcher)
  for (const id of [1, 2, 3]) window.send({ kind: 'call', id, method: 'system.settings', params: {} })
  await turn()
  expect(window.received).toMatchObject([
    { kind: 'error', id: 1, error: { kind: 'answer-too-large' } },
    { kind: 'error', id: 2, error: { kind: 'internal', message: expect.stringContaining('circular') } },
    { kind: 'result', id: 3, result: { theme: 'dark' } },
  ])
  expect(faults).toHaveLength(1)
})

test('a client that was away gets exactly what it missed', () => {
  const { hub, dispatcher } = setUp()
  const first = client(dispatcher)
  first.send({ kind: 'hello', epoch: null, sequence: 0 })
  hub.publish(notice('one'))
  hub.publish(notice('two'))
  const welcome = first.received[0]!
  expect(welcome).toMatchObject({ kind: 'welcome', caughtUp: false })
  first.close()
  hub.publish(notice('three'))
  hub.publish(notice('four'))
  expect(first.received).toHaveLength(3)

  const again = client(dispatcher)
  again.send({ kind: 'hello', epoch: welcome.kind === 'welcome' ? welcome.epoch : null, sequence: 2 })
  expect(again.received).toMatchObject([
    { kind: 'welcome', caughtUp: true, sequence: 4 },
    { kind: 'event', sequence: 3, event: { text: 'three' } },
    { kind: 'event', sequence: 4, event: { text: 'four' } },
  ])
})

test('who was away too long, or saw another start of the app, reads everything again', () => {
  const hub = createEventHub({ events: 10, characters: 1_000_000 })
  const messages = (lastSeen: { epoch: string | null; sequence: number }) => {
    const received: ServerMessage[] = []
    hub.subscribe(lastSeen, (text) => received.push(serverMessage.parse(JSON.parse(text))))()
    return received
  }
  const welcome = messages({ epoch: null, sequence: 0 })[0]!
  const epoch = welcome.kind === 'welcome' ? welcome.epoch : null
  for (let i = 0; i < 30; i++) hub.publish(notice(String(i)))
  expect(messages({ epoch, sequence: 3 })).toMatchObject([{ kind: 'welcome', caughtUp: false }])
  expect(messages({ epoch, sequence: 28 })).toMatchObject([{ caughtUp: true }, { sequence: 29 }, { sequence: 30 }])
  expect(messages({ epoch: 'another start', sequence: 30 })).toMatchObject([{ caughtUp: false }])
  hub.restart()
  expect(messages({ epoch, sequence: 30 })).toMatchObject([{ caughtUp: false }])
})

test('what happened while no window was there is told to the first that comes', () => {
  const { hub, dispatcher } = setUp()
  hub.publishToFirstClient(notice('two runs were interrupted'))
  const first = client(dispatcher)
  first.send({ kind: 'hello', epoch: null, sequence: 0 })
  expect(first.received).toMatchObject([
    { kind: 'welcome' },
    { kind: 'event', event: { text: 'two runs were interrupted' } },
  ])
  const second = client(dispatcher)
  second.send({ kind: 'hello', epoch: null, sequence: 0 })
  expect(second.received).toHaveLength(1)
})
