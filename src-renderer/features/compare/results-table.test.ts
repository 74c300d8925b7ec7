import { MantineProvider } from '@mantine/core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { VariantCurve } from '../../../src-shared/contract/comparison.ts'
import type { ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { ResultsTable } from './results-table.tsx'

const variant = {
  id: 'a.0',
  label: 'A',
  short: 'A',
  slot: 0,
  experiment: { spec: { environment: { id: 'CartPole-v1', timeLimit: 500 } } },
}
const unfinished = {
  tableMetric: 'return',
  final: null,
  best: null,
  seeds: { total: 2, finished: 0, running: 2, queued: 0, endedEarly: 0 },
}
const tableOf = (curves: ReadonlyMap<string, unknown> | null): string =>
  renderToStaticMarkup(
    createElement(
      MantineProvider,
      null,
      createElement(ResultsTable, {
        variants: [variant as unknown as ComparedVariant],
        comparison: { curves: curves as ReadonlyMap<string, VariantCurve> | null, seeds: new Map(), failure: null },
      }),
    ),
  )

it('says nothing of values that are not read yet', () => {
  expect(tableOf(null)).not.toMatch(/none yet|>0</)
  expect(tableOf(new Map([['a.0', unfinished]]))).toMatch(/>0<.*none yet.*none yet.*0 of 2 finished, 2 running/)
})
