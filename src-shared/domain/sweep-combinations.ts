import { splitMix } from './split-mix.ts'
import { combinationCount, type SweptField } from './swept-fields.ts'
import { drawnValue, gridValues, type SweepSpec, type SweptValue } from './sweep.ts'

/**
 * The values of a variant's swept fields, combination by combination: of a grid the last field changes fastest; of a
 * random search every draw gives each field of the sweep its value, so that variants share the world of a draw.
 * @param fields all swept fields; `own` are those among them that change the variant
 */
export function* combinationsOf(
  fields: readonly SweptField[],
  own: readonly SweptField[],
  search: SweepSpec['search'],
): Generator<SweptValue[]> {
  const count = combinationCount(own, search)
  if (search.kind === 'random' && own.length > 0) {
    const next = splitMix(search.seed)
    for (let draw = 0; draw < count; draw++) {
      const drawn = new Map(fields.map((field) => [field, drawnValue(field.values, field.field.integer, next())]))
      yield own.map((field) => drawn.get(field)!)
    }
    return
  }
  const lists = own.map(({ values, field }) => gridValues(values, field.integer))
  for (let combination = 0; combination < count; combination++) {
    let rest = combination
    yield lists
      .toReversed()
      .map((list) => {
        const value = list[rest % list.length]!
        rest = Math.floor(rest / list.length)
        return value
      })
      .toReversed()
  }
}
