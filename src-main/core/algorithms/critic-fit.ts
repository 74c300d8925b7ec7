import type { CriticSpec } from '../../../src-shared/catalogue/critic.ts'
import type { OptimiserSpec } from '../../../src-shared/catalogue/fields.ts'
import type { EnvironmentShape } from '../environments/environment.ts'
import { fitCritic } from './critic.ts'
import type { CriticFitArguments } from './critic.ts'

/** A critic's fit beside the policy's, a minibatch each in turn or both at once. */
export interface CriticFit {
  /** Squared norm of the gradient of the minibatch it is at; undefined while that is still being computed. */
  squaredNorm(): number | undefined
  /** Lets it step, given the total over both networks, and go on to its next minibatch. Waits for neither. */
  step(total: number): void
  /**
   * Ends it, also before its last minibatch. False while it isn't at its end yet; after true, parameters, optimiser and
   * tally are in place.
   */
  end(): boolean
}

/** What a thread must know of a critic before its first fit: plain data. */
export interface CriticSetup {
  spec: CriticSpec
  shape: EnvironmentShape
  optimiser: OptimiserSpec
  /** The most rows of one forward. */
  capacity: number
}

/**
 * A thread beside the learner's that may fit one run's critic while the learner fits the policy. It keeps nothing
 * from one fit to the next, and gives the same bits as a fit on the learner's thread: each may be done on either.
 */
export interface SecondThread {
  /** A fit begins in a moment: a thread that waits may begin to look for it. */
  expectFit(): void
  /** What `fitCritic` does with the same arguments, on either thread. */
  fit(fit: CriticFitArguments): CriticFit
  dispose(): void
}

/** On this thread: each call computes at once. */
export function fitCriticHere(fit: CriticFitArguments): CriticFit {
  const steps = fitCritic(fit)
  let step = steps.next()
  return {
    squaredNorm: () => (step.done ? 0 : step.value),
    step(total) {
      step = steps.next(total)
    },
    end() {
      steps.return()
      return true
    },
  }
}
