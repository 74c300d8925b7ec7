import type { Network, Tape, Vector } from './network.ts'

interface ScoresTape extends Tape {
  rows: Tape
}

/**
 * Scores f_theta(s,a) for every action, from a network with one output: a sample's input is one row per action, laid
 * one after the other, so B samples are B x A rows, and their outputs B x A x 1 are already the scores B x A.
 */
export function scoresNetwork<A extends Vector>(oneOutput: Network<A>, actions: number): Network<A> {
  const rowsOf = (tape: Tape): Tape => (tape as ScoresTape).rows
  return {
    parameterCount: oneOutput.parameterCount,
    inputSize: oneOutput.inputSize * actions,
    outputSize: actions,
    createTape: (capacity: number): ScoresTape => ({ capacity, rows: oneOutput.createTape(capacity * actions) }),
    forward: (theta, inputsBD, batch, tape) => oneOutput.forward(theta, inputsBD, batch * actions, rowsOf(tape)),
    backward: (theta, tape, outputGradientBK, outP) => oneOutput.backward(theta, rowsOf(tape), outputGradientBK, outP),
    tangent: (theta, tape, directionP, outBK) => oneOutput.tangent(theta, rowsOf(tape), directionP, outBK),
  }
}
