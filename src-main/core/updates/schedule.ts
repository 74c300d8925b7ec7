export type ScheduleKind = 'constant' | 'inverse-sqrt' | 'linear' | 'cosine'

/**
 * What a value that starts at `first` has come to. `fraction`: 0 to 1 of the budget spent; `update`: how many updates
 * are done. inverse-sqrt is the O(1/sqrt k) of the chapter's bound and needs no budget.
 */
export function scheduled(kind: ScheduleKind, first: number, fraction: number, update: number): number {
  const spent = Math.min(1, Math.max(0, fraction))
  switch (kind) {
    case 'constant':
      return first
    case 'inverse-sqrt':
      return first / Math.sqrt(update + 1)
    case 'linear':
      return first * (1 - spent)
    case 'cosine':
      return first * 0.5 * (1 + Math.cos(Math.PI * spent))
  }
}
