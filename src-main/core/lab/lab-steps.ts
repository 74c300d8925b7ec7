/** How far a lab is. */
export interface LabNews<R> {
  /** 0 to 1. */
  fraction: number
  /** In its own words: "3,000 of 10,000 batches". */
  words: string
  /** What was found so far, worked out only when it is asked for; null where that says nothing yet. */
  partial(): R | null
}

/**
 * A lab at work: it yields often, news now and then, and nothing in between, so that whoever drives it can send progress
 * and stop it at any yield.
 */
export type LabSteps<R> = Generator<LabNews<R> | void, R, void>
