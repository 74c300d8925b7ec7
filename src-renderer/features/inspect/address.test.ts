import { expect, it } from 'vitest'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { nowhere, readInspectSearch, writeInspectSearch, type InspectPlace } from './address.ts'

const run = 'abcdefgh12' as RunId

it.each<InspectPlace>([
  nowhere,
  { ...nowhere, run, update: 375, layer: 'critic-error', step: 7, summed: true, state: 22, seed: 9 },
  { ...nowhere, run, against: { kind: 'previous' } },
  { ...nowhere, run, against: { kind: 'update', update: 0 } },
  { ...nowhere, run, against: { kind: 'run', run: 'zzzzzzzz99' as RunId } },
])('an address keeps the place: $layer $against.kind', (place) => {
  expect(readInspectSearch(writeInspectSearch(place))).toEqual(place)
})

it('reads what it can of an address that was typed', () => {
  expect(readInspectSearch('run=!&update=-3&layer=nothing&step=x&against=run-?&state=4')).toEqual({
    ...nowhere,
    state: 4,
  })
})
