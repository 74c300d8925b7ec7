import { expect, test } from 'vitest'
import { environmentSpec } from '../catalogue/environments/index.ts'
import { startFile, writtenStart } from './initial-parameters.ts'
import { startProblems } from './start-problems.ts'
import { variantSpec } from './variant.ts'

const chain = environmentSpec.parse({ id: 'chain' })
const variant = (changes: object = {}) =>
  variantSpec.parse({
    name: 'started',
    collection: { trajectories: 4 },
    policy: { kind: 'tabular-softmax' },
    estimator: { kind: 'reward-to-go' },
    update: { kind: 'gradient-ascent' },
    ...changes,
  })
const file = {
  file: 'a'.repeat(64),
  from: { runId: 'r'.repeat(16), update: 20, envSteps: 400, episodes: 40 },
  policyKind: 'tabular-softmax',
  policy: 3,
  critic: null,
  normalised: false,
}

test('numbers are read flat and by rows, with a critic’s or without', () => {
  expect(writtenStart(variant({ initialParameters: [1, 2] }))).toEqual({ theta: [1, 2], critic: undefined })
  expect(writtenStart(variant({ initialParameters: [[1], [2]] }))).toEqual({ theta: [1, 2], critic: undefined })
  expect(writtenStart(variant({ initialParameters: { theta: [[1], [2]], critic: [3] } }))).toEqual({
    theta: [1, 2],
    critic: [3],
  })
  expect(writtenStart(variant())).toBeNull()
  expect(writtenStart(variant({ initialParameters: file }))).toBeNull()
  expect(startFile(variant({ initialParameters: file }))).toMatchObject({ file: file.file })
  expect(() => variant({ initialParameters: [Number.NaN] })).toThrow('received NaN')
  expect(() => variant({ initialParameters: 'theta' })).toThrow('received string')
  const otherFile = { ...file, file: '../etc/passwd' }
  expect(() => variant({ initialParameters: otherFile })).toThrow('64 hexadecimal digits')
})

test('what doesn’t fit is said with both lengths and the way on', () => {
  const [problem] = startProblems(chain, variant({ initialParameters: [1] }))
  expect(problem).toEqual({
    path: ['initialParameters'],
    reason: expect.stringMatching(/^this policy has \d+ parameters in this world, and 1 are given; give as many/),
  })
  const wanted = Number(/has (\d+)/.exec(problem!.reason)![1])
  const right = Array.from({ length: wanted }, () => 0)
  expect(startProblems(chain, variant({ initialParameters: right }))).toEqual([])
  expect(startProblems(chain, variant({ initialParameters: { theta: right, critic: [1] } }))).toMatchObject([
    { path: ['initialParameters', 'critic'], reason: expect.stringContaining('no critic of its own') },
  ])
  expect(startProblems(chain, variant({ initialParameters: { ...file, policy: wanted } }))).toEqual([])
  expect(startProblems(chain, variant({ initialParameters: file }))).toMatchObject([
    { reason: expect.stringContaining(`it has 3 parameters, and this policy has ${wanted}`) },
  ])
  expect(startProblems(chain, variant({ initialParameters: { ...file, policyKind: 'neural-softmax' } }))).toMatchObject(
    [{ reason: expect.stringContaining('kind neural-softmax') }],
  )
  expect(
    startProblems(chain, variant({ initialParameters: { ...file, policy: wanted, normalised: true } })),
  ).toMatchObject([{ path: ['normalisation', 'observations'] }])
})
