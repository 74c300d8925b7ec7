import { expect, it } from 'vitest'
import { usesInWords } from './data-set-uses.ts'

it.each([
  [[], 0, 'No experiment in the history learns from it.'],
  [
    ['A'],
    0,
    'The experiment “A” learned from it: its results stay, ' + 'but without the file it can’t be queued again.',
  ],
  [
    ['A', 'B'],
    0,
    'The experiments “A” and “B” learned from it: their results stay, but without the file they can’t be queued again.',
  ],
  [
    ['A', 'B', 'C', 'D', 'E'],
    0,
    'The experiments “A”, “B”, “C” and 2 more learned from it: their results stay, ' +
      'but without the file they can’t be queued again.',
  ],
  [['A'], 1, '1 run of “A” trains, waits or is paused, and still needs it.'],
  [['A', 'B'], 1_200, '1,200 runs of “A” and “B” train, wait or are paused, and still need it.'],
] as const)('says what uses a data set: %j, %i', (usedBy, activeRuns, sentence) => {
  expect(usesInWords({ usedBy: [...usedBy], activeRuns })).toBe(sentence)
})
