import type { FiniteSnapshot } from './snapshot.ts'

/** A snapshot of a world of two states and two actions, for tests. */
export const testSnapshot = (change: Partial<FiniteSnapshot> = {}): FiniteSnapshot => ({
  update: 10,
  envSteps: 400,
  piSA: Float64Array.of(0.9, 0.1, 0.25, 0.75),
  valuesS: Float64Array.of(1, -2),
  qSA: Float64Array.of(1.1, 0.1, -2, -2),
  advantagesSA: Float64Array.of(0.1, -0.9, 0, 0),
  criticS: Float64Array.of(1.5, -1),
  criticErrorS: Float64Array.of(0.5, 1),
  occupancyS: Float64Array.of(1, 0),
  visitsS: Float64Array.of(2, 1.5),
  isGreedyS: Float64Array.of(1, 0),
  objective: 1,
  discountedObjective: null,
  entropy: 0.4,
  klToPrevious: null,
  stepsPerEpisode: 3.5,
  ...change,
})
