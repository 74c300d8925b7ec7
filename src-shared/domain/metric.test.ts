import { expect, test } from 'vitest'
import { metricWithUnit } from './metric.ts'

test('a metric is named with its unit where it has one', () => {
  expect(metricWithUnit('episodeLength')).toBe('episode length, steps')
  expect(metricWithUnit('return')).toBe('return')
})
