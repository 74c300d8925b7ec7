import { expect, it } from 'vitest'
import { numbersCsv } from './numbers-csv.ts'
import { testSnapshot } from './test-snapshot.ts'

it('numbers are a line for each checkpoint, state and action', () => {
  const lines = numbersCsv([testSnapshot({ criticS: null, criticErrorS: null })], 3, ['stay', 'go "on", fast'])
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(1 + 4)
  expect(lines[1]).toBe('10,400,3,0,stay,0.9,1.1,0.1,1,,,1,2')
  expect(lines[4]).toBe('10,400,3,1,"go ""on"", fast",0.75,-2,0,-2,,,0,1.5')
})
