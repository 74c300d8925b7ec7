import { describe, expect, it, vi } from 'vitest'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import { exampleExperiment, exampleRun } from '../components/experiment-tree/tree.fixture.ts'
import { AscentFailure } from './ascent-failure.ts'
import { createClient } from './client.ts'
import { createHistoryStores } from './store/history.ts'
import type { TransportListener } from './transport.ts'

/** A line whose other end the test holds. */
function heldLine() {
  const sent: { kind: string; id: number; method: string; epoch: string | null; sequence: number }[] = []
  const retries: { run: () => void; delayMs: number }[] = []
  let listener!: TransportListener
  const client = createClient(
    {
      open: (opened) => (listener = opened),
      send: (text) => void sent.push(JSON.parse(text)),
      close: () => listener.onClose('lost'),
    },
    (run, delayMs) => void retries.push({ run, delayMs }),
  )
  const receive = (message: object) => listener.onMessage(JSON.stringify(message))
  return {
    client,
    sent,
    retries,
    receive,
    open: () => listener.onOpen(),
    drop: (why: 'lost' | 'ended' = 'lost') => listener.onClose(why),
  }
}
const welcome = (sequence: number, caughtUp = false) => ({ kind: 'welcome', epoch: 'first', sequence, caughtUp })

describe('the client', () => {
  it('keeps early calls until it is welcome, and answers with parsed results', async () => {
    const line = heldLine()
    const answer = line.client.call('system.settings', {})
    line.open()
    expect(line.sent.map((message) => message.kind)).toEqual(['hello'])
    line.receive(welcome(7))
    const call = line.sent.at(-1)!
    expect(call).toMatchObject({ kind: 'call', method: 'system.settings' })
    line.receive({ kind: 'result', id: call.id, result: {} })
    expect(await answer).toMatchObject({ theme: 'system', trainers: null })
  })

  it('turns errors and answers of another shape into sentences', async () => {
    const line = heldLine()
    line.open()
    line.receive(welcome(0))
    const missing = line.client.call('system.settings', {})
    line.receive({ kind: 'error', id: line.sent.at(-1)!.id, error: { kind: 'run-not-found', runId: 'x' } })
    await expect(missing).rejects.toThrow('That run is not in this database any more.')
    const odd = line.client.call('system.settings', {})
    line.receive({ kind: 'result', id: line.sent.at(-1)!.id, result: { theme: 'plaid' } })
    await expect(odd).rejects.toThrow(AscentFailure)
  })

  it('says which event it saw last when it comes back, and reads everything again only when it must', () => {
    const line = heldLine()
    const reloads = vi.fn<() => void>()
    line.client.onReload(reloads)
    line.open()
    line.receive(welcome(7))
    expect(reloads).toHaveBeenCalledTimes(1)
    line.receive({ kind: 'event', sequence: 8, event: { kind: 'notice', level: 'info', text: 'hello' } })
    line.drop()
    expect(line.client.connection.get()).toBe('lost')
    line.retries[0]!.run()
    line.open()
    expect(line.sent.at(-1)).toEqual({ kind: 'hello', epoch: 'first', sequence: 8 })
    line.receive(welcome(9, true))
    expect(line.client.connection.get()).toBe('open')
    expect(reloads).toHaveBeenCalledTimes(1)
  })

  it('refuses what was asked on a line that broke, and tries again ever more slowly', async () => {
    const line = heldLine()
    line.open()
    line.receive(welcome(0))
    const lost = line.client.call('system.status', {})
    line.drop()
    await expect(lost).rejects.toMatchObject({ error: { kind: 'connection-lost' } })
    await expect(line.client.call('system.status', {})).rejects.toThrow('not reachable')
    for (let i = 0; i < 6; i++) {
      line.retries[i]!.run()
      line.drop()
    }
    expect(line.retries.map((retry) => retry.delayMs)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000])
  })
})

describe('a page whose app has ended', () => {
  it('refuses calls, tries no more, and goes on when another tab brings a new secret', async () => {
    const line = heldLine()
    line.open()
    line.receive(welcome(7))
    line.drop('ended')
    expect(line.client.connection.get()).toBe('ended')
    await expect(line.client.call('system.status', {})).rejects.toMatchObject({ error: { kind: 'connection-lost' } })
    expect(line.retries).toEqual([])
    line.open()
    line.receive({ ...welcome(0), epoch: 'second' })
    expect(line.client.connection.get()).toBe('open')
  })
})

describe('what the client keeps of the history', () => {
  const experiment: Experiment = exampleExperiment('aaaaaaaa')
  const older: Run = exampleRun('run00001', 'aaaaaaaa', { status: 'running' })
  const newer: Run = { ...older, status: 'finished' }

  it('lets an event that came while the history was read stand over it', async () => {
    const line = heldLine()
    const stores = createHistoryStores(line.client, () => undefined)
    line.open()
    line.receive(welcome(0))
    const call = line.sent.at(-1)!
    line.receive({ kind: 'event', sequence: 1, event: { kind: 'runs', runs: [newer] } })
    line.receive({ kind: 'result', id: call.id, result: { experiments: [experiment], runs: [older] } })
    await vi.waitFor(() => expect(stores.loaded.get()).toBe(true))
    expect(stores.runs.get().get(older.id)?.status).toBe('finished')
  })

  it('forgets what was deleted', () => {
    const line = heldLine()
    const stores = createHistoryStores(line.client, () => undefined)
    line.open()
    line.receive(welcome(0, true))
    line.receive({ kind: 'event', sequence: 1, event: { kind: 'runs', runs: [older] } })
    line.receive({ kind: 'event', sequence: 2, event: { kind: 'runs', runs: [{ ...older, deletedAt: 5 }] } })
    expect(stores.runs.get().size).toBe(0)
  })
})
