// A world of your own, as a worked example: change it to yours. Design takes its file under "Your own module", and Check
// there says what is wrong with it; on the command line `ascent check-env FILE` does. In a spec it is
//
//     "environment": { "id": "module", "path": "FILE", "parameters": { "wind": 0.3 } }
//
// The rules:
//
// - All state is in the array of numbers that `reset` and `step` return, always equally long; return a new one, don't change the one you get.
// - All chance comes from `rng`: `uniform()` in [0, 1), `normal()`, and `below(n)`, a whole number from 0 to n - 1. Never Math.random.
// - `terminated` says that the task is over. A `timeLimit` in the shape cuts episodes that go on; a `horizon` ends the task itself.
// - Discrete actions come as an index. Continuous ones, `action: { kind: 'continuous', size: 2, low: [-1, -1], high: [1, 1] }`,
//   come as an array of so many numbers, not clipped to your bounds.

/**
 * Walk along a corridor, from the left end to the door on the right, against gusts of wind.
 * @param {{ length?: number, wind?: number }} parameters  metres of corridor, and how likely a gust is
 */
export default function windyCorridor({ length = 10, wind = 0.2 } = {}) {
  return {
    shape: {
      // What the policy sees: where it is, and whether the wind blows. `low` and `high` are where these usually lie.
      observation: { kind: 'vector', size: 2, low: [0, 0], high: [length, 1] },
      action: { kind: 'discrete', actions: 2 },
      timeLimit: 200,
    },

    /** At the left end, in still air. */
    reset: () => [0, 0],

    /** Action 0 waits, action 1 walks. Each step costs 1; a gust in one's face costs 3 and pushes back. */
    step([position, blows], action, rng) {
      const stride = action === 1 ? 1 : 0
      const next = blows === 1 ? Math.max(position - stride, 0) : position + stride
      const terminated = next >= length
      return {
        state: [next, rng.uniform() < wind ? 1 : 0],
        reward: terminated ? 10 : blows === 1 && action === 1 ? -3 : -1,
        terminated,
      }
    },

    // `observe(state)` may show something else than the state; left out, the state itself is shown.
  }
}
