import { expect, it } from 'vitest'
import { noProgress } from '../../../src-shared/domain/run.ts'
import { timesOf } from './times.ts'

const inWords = (progress: object, startedAt: number | null = 5_000) =>
  timesOf({ progress: { ...noProgress, ...progress }, createdAt: 2_000, startedAt }).map(({ term, ms }) => [term, ms])

it('tells training, evaluation, waiting and the queue apart', () => {
  expect(inWords({ computeMs: 700, evaluationMs: 200, wallMs: 1_000 })).toEqual([
    ['training', 700],
    ['evaluation', 200],
    ['waiting', 100],
    ['in the queue', 3_000],
  ])
})

it('knows less of runs of earlier versions, and of runs that have not begun', () => {
  expect(inWords({ computeMs: 700, wallMs: 1_000 })).toEqual([
    ['training', 700],
    ['evaluation and waiting', 300],
    ['in the queue', 3_000],
  ])
  expect(inWords({ computeMs: 700 }, null)).toEqual([['training', 700]])
})
