/** What counts as 0 (random actions) and as 1 (the optimum) in one environment. */
export interface Anchors {
  zero: number
  one: number
}

/** A score between the anchors; below 0 and above 1 stay as they are. The anchors differ. */
export const normalised = (score: number, { zero, one }: Anchors): number => (score - zero) / (one - zero)
