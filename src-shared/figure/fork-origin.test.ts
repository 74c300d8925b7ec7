import { describe, expect, it } from 'vitest'
import type { VariantCurve } from '../contract/comparison.ts'
import { variantSpec } from '../domain/variant.ts'
import { hasFork, movedCurve, movedLines, originX } from './fork-origin.ts'

const from = { runId: 'r1234567', update: 40, envSteps: 1_200, episodes: 60 }
const member = (start?: typeof from) =>
  ({
    variant: variantSpec.parse({
      name: 'A',
      collection: { trajectories: 1 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
      ...(start && {
        initialParameters: {
          file: 'a'.repeat(64),
          from: start,
          policyKind: 'tabular-softmax',
          policy: 8,
          critic: null,
          normalised: false,
        },
      }),
    }),
  }) as never
const left = { drawForks: 'where-left' } as const

describe('where a fork is drawn from', () => {
  const fork = { members: [member(from)] }
  it('is where its run was left, over env steps, episodes and updates', () => {
    expect(originX(fork, 'envSteps', left)).toBe(1_200)
    expect(originX(fork, 'episodes', left)).toBe(60)
    expect(originX(fork, 'updates', left)).toBe(40)
  })
  it('is zero over times and metrics, unasked, and for what is no fork', () => {
    for (const x of ['wallMs', 'computeMs', 'kl'] as const) expect(originX(fork, x, left)).toBe(0)
    expect(originX(fork, 'envSteps', { drawForks: 'from-zero' })).toBe(0)
    expect(originX({ members: [member()] }, 'envSteps', left)).toBe(0)
  })
  it('is zero where runs are put together that left at different places', () => {
    const later = member({ ...from, envSteps: 1_500 })
    expect(originX({ members: [member(from), member(from)] }, 'envSteps', left)).toBe(1_200)
    expect(originX({ members: [member(from), later] }, 'envSteps', left)).toBe(0)
    expect(originX({ members: [member(from), member()] }, 'envSteps', left)).toBe(0)
  })
  it('is only asked about where there is a fork', () => {
    expect(hasFork([{ members: [member()] }])).toBe(false)
    expect(hasFork([{ members: [member()] }, fork])).toBe(true)
  })
})

it('what stands on the x-axis moves, and nothing else', () => {
  const curve = {
    x: [0, 10],
    centre: [1, 2],
    falls: [{ x: 5, n: 2, running: false }],
    ends: { first: 8, last: 10 },
  } as unknown as VariantCurve
  expect(movedCurve(curve, 100)).toEqual({
    x: [100, 110],
    centre: [1, 2],
    falls: [{ x: 105, n: 2, running: false }],
    ends: { first: 108, last: 110 },
  })
  expect(movedCurve(curve, 0)).toBe(curve)
  expect(movedLines([{ x: [1], y: [3] }] as never, 100)).toEqual([{ x: [101], y: [3] }])
})
