/** Why a plan can't be carried out, or a run can't go on: the kind for programs, the sentence for people. */
export interface LearnerProblem {
  kind: 'not-combinable' | 'diverged' | 'wrong-state' | 'bad-dataset'
  /** The part of the plan to change, as a path of the spec ("variant.policy.kind"). */
  field?: string
  sentence: string
}

/** Thrown by core for what the schema couldn't see. */
export class LearnerError extends Error {
  readonly problem: LearnerProblem
  constructor(problem: LearnerProblem) {
    super(problem.sentence)
    this.name = 'LearnerError'
    this.problem = problem
  }
}

export function notCombinable(field: string, sentence: string): LearnerError {
  return new LearnerError({ kind: 'not-combinable', field, sentence })
}

/** What to do where training diverged. */
export const takeSmallerSteps = 'Take smaller steps (a lower learning rate, η or δ), or limit the gradient’s norm.'

/** Training went off to infinity, or to no number at all: `what` did. */
export function diverged(what: string): LearnerError {
  return new LearnerError({
    kind: 'diverged',
    field: 'variant.update',
    sentence: `Training diverged: ${what}. ${takeSmallerSteps}`,
  })
}
