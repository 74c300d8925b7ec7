/**
 * Draws `n` places out of 0 to n - 1 with replacement into `drawn`, from `offset` on, and adds `first` to each. What is
 * drawn depends on seed, group, resample and n alone: the same resample takes the same seeds at every x of a curve, and
 * an interval stays the same whatever else is computed beside it. Groups (tasks, X and Y) are drawn apart.
 */
export function drawWithReplacement(
  seed: number,
  group: number,
  resample: number,
  n: number,
  drawn: Uint32Array,
  offset = 0,
  first = 0,
): void {
  let state = mixed(mixed(mixed(seed >>> 0) ^ group) ^ resample)
  // Mulberry32: 32 bits of state are plenty for resampling.
  for (let i = 0; i < n; i++) {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    drawn[offset + i] = first + Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n)
  }
}

/** 32 bits well stirred (the finaliser of MurmurHash3), one to one. */
function mixed(bits: number): number {
  let h = (bits + 0x9e3779b9) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
