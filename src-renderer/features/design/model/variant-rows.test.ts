import { expect, test } from 'vitest'
import { newExperiment } from './new-experiment.ts'
import { withSwept } from './sweep.ts'
import { moved, withCopy, without } from './variant-list.ts'
import { variantRows } from './variant-rows.ts'

const spec = newExperiment()
const names = (of: typeof spec | undefined) => of?.variants.map(({ name }) => name)

test('only what differs has a row, and what is swept', () => {
  const copied = withCopy(spec, 1).spec
  const two = { ...copied, variants: copied.variants.slice(1) }
  expect(variantRows(two)).toEqual([])
  const swept = withSwept(two, ['variants', 0, 'update', 'clip'], [0.1, 0.3])
  expect(variantRows(swept)).toEqual([
    {
      label: 'clip ε',
      path: 'update.clip',
      cells: [
        { text: '0.1, 0.3', swept: true },
        { text: '0.2', swept: false },
      ],
    },
  ])
  const ranged = withSwept(two, ['variants', 1, 'estimator', 'normalise'], [false, true])
  expect(variantRows(ranged)[0]!.cells[1]).toEqual({ text: 'off, on', swept: true })
  expect(variantRows(spec).map(({ label }) => label)).toContain('estimator')
})

test('variants are copied, removed and moved', () => {
  expect(names(withCopy(spec, 0).spec)).toEqual(['REINFORCE', 'PPO-clip', 'REINFORCE 2'])
  expect(withCopy(spec, 0).active).toBe(2)
  expect(names(without(spec, 0, 1)!.spec)).toEqual(['PPO-clip'])
  expect(without(spec, 0, 1)!.active).toBe(0)
  expect(without(without(spec, 0, 0)!.spec, 0, 0)).toBeUndefined()
  expect(names(moved(spec, 0, 1)!.spec)).toEqual(['PPO-clip', 'REINFORCE'])
  expect(moved(spec, 0, -1)).toBeUndefined()
  expect(moved(spec, 1, 1)).toBeUndefined()
})
