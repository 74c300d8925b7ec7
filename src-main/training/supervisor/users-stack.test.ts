import { expect, it } from 'vitest'
import { usersStack } from './users-stack.ts'

const ours = 'file:///app/src-main'

it('keeps what stands in the author’s files, and leaves out our frames and Node’s', () => {
  const stack = [
    'TypeError: state is not iterable',
    '    at step (file:///home/ada/world.mjs:7:12)',
    '    at Array.map (<anonymous>)',
    '    at file:///home/ada/helper.mjs:1:2',
    '    at checkEnvironment (file:///app/src-main/core/environments/check-environment.ts:4:1)',
    '    at node:internal/modules/esm/loader:647:26',
  ]
  expect(usersStack(stack.join('\n'), ours)).toBe([stack[0], stack[1], stack[3]].join('\n'))
})

it('keeps the line where a file’s syntax breaks', () => {
  const stack = '/home/ada/world.mjs:3\n  a b\n    ^\n\nSyntaxError: Unexpected identifier'
  expect(usersStack(stack, ours)).toBe(stack)
})

it('is empty where only we and Node are in it', () => {
  expect(
    usersStack(
      "Error: The module x can't be read.\n" +
        '    at async loadUserModule (file:///app/src-main/training/worker/user-files.ts:13:44)\n    at node:fs:1:1',
      ours,
    ),
  ).toBe('')
  expect(usersStack('', ours)).toBe('')
})
