import { expect, test } from 'vitest'
import type { ClipEpoch, ClipResult } from '../../domain/lab-results/clip.ts'
import { clipFound, clipWords } from './clip.ts'

const before: ClipEpoch = {
  epoch: 0,
  zeroGradient: 0,
  clipFraction: 0,
  positive: null,
  negative: null,
  kl: { k1: 0, k3: 0, full: 0, exact: 0 },
  surrogate: 0,
  clippedSurrogate: 0,
  objective: -1,
}
const ofSign = { samples: 50, ratios: { p5: 0.6, median: 1.1, p95: 1.7 }, zeroGradient: 0.4, outside: 0.5, counts: [] }
const after: ClipEpoch = {
  epoch: 1,
  zeroGradient: 0.2,
  clipFraction: 0.25,
  positive: ofSign,
  negative: null,
  kl: { k1: -0.01, k3: 0.02, full: 0.03, exact: 0.04 },
  surrogate: 0.5,
  clippedSurrogate: 0.3,
  objective: -0.5,
}
const result: ClipResult = {
  lab: 'clip',
  trajectories: 10,
  samples: 100,
  envSteps: 100,
  epsilon: 0.2,
  discount: 1,
  ratioEdges: [],
  epochs: [before, after],
  recordedClipFraction: 0.1,
}

test('what was found says what the two shares count, and what each KL tells', () => {
  const [gradient, outside, kl, objective] = clipFound(result)
  expect(gradient).toBe(
    'After 1 epoch **20 %** of 100 samples have no gradient: 40 % of those with advantage > 0 (ratio above 1 + ε).',
  )
  expect(outside).toContain('**25 %**')
  expect(outside).toContain('also the 5 % that went the other way')
  expect(kl).toContain('k1 tells −0.01 and k3 0.02 nats a step')
  expect(kl).toContain('the exact one is **0.04**')
  expect(kl).toContain('k1 is below zero')
  expect(objective).toContain('J went from −1 to **−0.5**')
})

test('nothing is said of a truth that is not known', () => {
  const unknown = { ...after, clipFraction: 0.2, kl: { ...after.kl, k1: 0.01, exact: null }, objective: null }
  const found = clipFound({ ...result, discount: 0.9, epochs: [{ ...before, objective: null }, unknown] })
  expect(found.join(' ')).not.toMatch(/exact|J_γ|J went|below zero/)
  expect(found[1]).toContain('None of them went the other way')
  expect(clipFound(result, 0)).toEqual([expect.stringContaining('Before the first step every ratio is 1')])
})

test('the table has a row for each epoch, and as many cells as its head', () => {
  const [head, ...rows] = clipWords.table(result)
  expect(rows).toHaveLength(2)
  for (const row of rows) expect(row).toHaveLength(head!.length)
  expect(rows[1]!.slice(0, 2)).toEqual([1, 0.2])
})
