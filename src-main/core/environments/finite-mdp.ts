/**
 * A finite world as its table of outcomes, Gymnasium's way: each (state, action) has a row of outcomes with a
 * probability, a next state and a reward. Rows lie one after the other: row s A + a holds outcomes `rowStart[row]` to
 * `rowStart[row + 1]`. Two outcomes of a row may lead to the same state.
 */
export interface FiniteMdp {
  states: number
  actions: number
  horizon: number
  /** 1 unless the world has its own. */
  discount: number
  /** S: how likely an episode starts in each state. */
  initialS: Float64Array
  /** S A + 1 numbers. */
  rowStart: Int32Array
  probabilities: Float64Array
  nextStates: Int32Array
  rewards: Float64Array
  /** S A: standard deviation of normal noise on the reward, where there is any; expectations don't change. */
  rewardDeviationSA?: Float64Array
  /** S: an episode ends on reaching such a state. It is absorbing with reward zero, whatever its rows say. */
  terminalS: Uint8Array
  /** States are the fields of a map with so many columns, row by row. */
  columns?: number
}

export interface Outcome {
  probability: number
  next: number
  reward: number
}

/** Builds the model from a function that lists the outcomes of each state and action. */
export function finiteMdp(world: {
  states: number
  actions: number
  horizon: number
  discount?: number
  initial: (state: number) => number
  outcomes: (state: number, action: number) => Outcome[]
  terminal?: (state: number) => boolean
  rewardDeviation?: (state: number, action: number) => number
  columns?: number
}): FiniteMdp {
  const { states, actions, horizon } = world
  const rowStart = new Int32Array(states * actions + 1)
  const all: Outcome[] = []
  for (let s = 0; s < states; s++) {
    for (let a = 0; a < actions; a++) {
      for (const outcome of world.outcomes(s, a)) all.push(outcome)
      rowStart[s * actions + a + 1] = all.length
    }
  }
  const { rewardDeviation, terminal } = world
  return {
    states,
    actions,
    horizon,
    discount: world.discount ?? 1,
    initialS: Float64Array.from({ length: states }, (_, s) => world.initial(s)),
    rowStart,
    probabilities: Float64Array.from(all, (outcome) => outcome.probability),
    nextStates: Int32Array.from(all, (outcome) => outcome.next),
    rewards: Float64Array.from(all, (outcome) => outcome.reward),
    rewardDeviationSA:
      rewardDeviation &&
      Float64Array.from({ length: states * actions }, (_, row) =>
        rewardDeviation(Math.floor(row / actions), row % actions),
      ),
    terminalS: Uint8Array.from({ length: states }, (_, s) => (terminal?.(s) ? 1 : 0)),
    columns: world.columns,
  }
}

/** S A: the average reward of each state and action; zero in terminal states. */
export function expectedRewardsSA(model: FiniteMdp): Float64Array {
  const rewardsSA = new Float64Array(model.states * model.actions)
  for (let row = 0; row < rewardsSA.length; row++) {
    if (model.terminalS[Math.floor(row / model.actions)] === 1) continue
    let sum = 0
    for (let i = model.rowStart[row]!; i < model.rowStart[row + 1]!; i++)
      sum += model.probabilities[i]! * model.rewards[i]!
    rewardsSA[row] = sum
  }
  return rewardsSA
}
