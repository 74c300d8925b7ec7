import { expect, it } from 'vitest'
import { electronTransport } from './electron-transport.ts'

it('listens once for good, and delivers to whoever opened last', async () => {
  const callbacks: ((text: string) => void)[] = []
  const closings: (() => void)[] = []
  const sent: string[] = []
  const transport = electronTransport({
    send: (text) => void sent.push(text),
    onMessage: (callback) => void callbacks.push(callback),
    onClosed: (callback) => void closings.push(callback),
  })
  const got: string[] = []
  const listener = (name: string) => ({
    onOpen: () => void got.push(`${name} open`),
    onMessage: (text: string) => void got.push(`${name} ${text}`),
    onClose: () => void got.push(`${name} closed`),
  })
  transport.open(listener('first'))
  await Promise.resolve()
  callbacks[0]!('one')
  transport.open(listener('second'))
  await Promise.resolve()
  callbacks[0]!('two')
  closings[0]!()
  transport.close()
  closings[0]!()
  callbacks[0]!('three')
  transport.send('hello')
  expect([callbacks.length, closings.length]).toEqual([1, 1])
  expect(got).toEqual(['first open', 'first one', 'second open', 'second two', 'second closed'])
  expect(sent).toEqual(['hello'])
})
