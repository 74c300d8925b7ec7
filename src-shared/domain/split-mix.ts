/**
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): a small generator whose
 * numbers are the same on every machine. For the draws of a search; training has its own, in core.
 * @returns a function that gives the next number in [0, 1), a multiple of 2^-53
 */
export function splitMix(seed: number): () => number {
  const next = splitMix64(BigInt(seed))
  return () => Number(next() >> 11n) / 2 ** 53
}

/** @returns a function that gives the next 64 bits */
export function splitMix64(seed: bigint): () => bigint {
  let state = BigInt.asUintN(64, seed)
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    let mixed = BigInt.asUintN(64, (state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n)
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn)
    return mixed ^ (mixed >> 31n)
  }
}
