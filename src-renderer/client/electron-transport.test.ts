import { expect, it } from 'vitest'
import { electronTransport } from './electron-transport.ts'

it('listens once for good, and delivers to whoever opened last', async () => {
  const callbacks: ((text: string) => void)[] = []
  const sent: string[] = []
  const transport = electronTransport({
    send: (text) => void sent.push(text),
    onMessage: (callback) => void callbacks.push(callback),
  })
  const got: string[] = []
  const listener = (name: string) => ({
    onOpen: () => void got.push(`${name} open`),
    onMessage: (text: string) => void got.push(`${name} ${text}`),
    onClose: () => undefined,
  })
  transport.open(listener('first'))
  await Promise.resolve()
  callbacks[0]!('one')
  transport.open(listener('second'))
  await Promise.resolve()
  callbacks[0]!('two')
  transport.close()
  callbacks[0]!('three')
  transport.send('hello')
  expect(callbacks).toHaveLength(1)
  expect(got).toEqual(['first open', 'first one', 'second open', 'second two'])
  expect(sent).toEqual(['hello'])
})
