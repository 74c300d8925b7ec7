import { expect, test } from 'vitest'
import { createNativePort } from './native.ts'
import type { NativeSetUp } from './native.ts'

const setUp = (changes: Partial<NativeSetUp>): NativeSetUp => ({
  status: () => ({ installed: false, reason: 'It is not set up yet.' }),
  missing: async () => null,
  install: async () => ({ ok: true }),
  ...changes,
})
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('while it is set up, its state says how far; then it is ready', async () => {
  let installed = false
  let finish = () => {}
  const port = createNativePort(
    setUp({
      status: () =>
        installed
          ? { installed: true, tensorflowVersion: '2.21.0' }
          : { installed: false, reason: 'It is not set up yet.' },
      install: (onProgress) =>
        new Promise((resolve) => {
          onProgress({ fraction: 0.4, sentence: 'Unpacking' })
          finish = () => {
            installed = true
            resolve({ ok: true })
          }
        }),
    }),
  )
  const seen: string[] = []
  const stop = port.onChange(() => seen.push(port.state().state))
  expect(port.state()).toEqual({ state: 'missing', detail: 'It is not set up yet.', fraction: null })
  expect(await port.install()).toEqual({ ok: true, value: {} })
  expect(port.state()).toEqual({ state: 'installing', detail: 'Unpacking', fraction: 0.4 })
  finish()
  await turn()
  expect(port.state()).toEqual({ state: 'ready', detail: 'TensorFlow 2.21.0', fraction: null })
  expect(seen).toEqual(['installing', 'installing', 'ready'])
  stop()
})

test('what the machine lacks is said before anything is fetched', async () => {
  const port = createNativePort(
    setUp({ missing: async () => 'There is no compiler.', install: () => expect.unreachable() }),
  )
  expect(await port.install()).toEqual({
    ok: false,
    error: { kind: 'native-unavailable', reason: 'There is no compiler.' },
  })
  expect(port.state()).toEqual({ state: 'impossible', detail: 'There is no compiler.', fraction: null })
})

test('a set-up that fails says why, and can be tried again', async () => {
  const port = createNativePort(setUp({ install: async () => ({ ok: false, sentence: 'The line broke.' }) }))
  await port.install()
  await turn()
  expect(port.state()).toEqual({ state: 'missing', detail: 'The line broke.', fraction: null })
  expect((await port.install()).ok).toBe(true)
})
