import type { Vector } from './network.ts'

/**
 * Views of a block's first `length` numbers, made once a length: a loop that asks for the same few lengths allocates
 * nothing.
 */
export function viewsByLength<A extends Vector>(block: A): (length: number) => A {
  const views = new Map<number, A>()
  return (length) => {
    let view = views.get(length)
    if (view === undefined) {
      view = block.subarray(0, length) as A
      views.set(length, view)
    }
    return view
  }
}

/** What a network says to a batch that its tape can't hold. */
export function checkBatch(batch: number, capacity: number): void {
  if (batch > capacity)
    throw new RangeError(
      `A batch of ${batch} rows is longer than the tape's ${capacity}: create the tape with a larger capacity.`,
    )
}
