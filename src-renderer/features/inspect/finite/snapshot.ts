/** What was solved of one snapshot of a policy at one time step h; arrays are by state (S), and state and action (SA). */
export interface FiniteSnapshot {
  update: number
  envSteps: number
  /** pi(a | s). */
  piSA: Float64Array
  /** V_h, Q_h and A_h, solved exactly. */
  valuesS: Float64Array
  qSA: Float64Array
  advantagesSA: Float64Array
  /** The critic's V, and by how much it is above the exact one; null without a critic. */
  criticS: Float64Array | null
  criticErrorS: Float64Array | null
  /** d_h(s): how likely an episode is in s at step h. */
  occupancyS: Float64Array
  /** Expected steps of an episode in s. */
  visitsS: Float64Array
  /** Whether the likeliest action is one of the best by Q. */
  isGreedyS: Float64Array
  objective: number
  discountedObjective: number | null
  /** Nats a step, averaged over the states of an episode. */
  entropy: number
  klToPrevious: { step: number; trajectory: number } | null
  stepsPerEpisode: number
}
