/** Doublings and halvings: beyond them nothing changes. */
const mostSteps = 100
/** Of the factor itself: closer than what anybody reads off. */
const tolerance = 1e-10

/**
 * How often a step has to be taken so that it spends KL `delta`, found by bisection from the step itself; null where no
 * multiple of it does. A KL that is not finite counts as too large.
 */
export function* factorAtKl(klOf: (factor: number) => number, delta: number): Generator<void, number | null> {
  let [low, high] = [0, 1]
  for (let i = 0; klOf(high) < delta; i++) {
    if (i === mostSteps) return null
    low = high
    high *= 2
    yield
  }
  for (let i = 0; i < mostSteps && high - low > tolerance * high; i++) {
    const middle = low + (high - low) / 2
    if (klOf(middle) < delta) low = middle
    else high = middle
    yield
  }
  return low === 0 ? high : low
}
