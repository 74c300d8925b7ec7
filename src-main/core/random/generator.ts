/**
 * The one random generator: xoshiro128++ (Blackman and Vigna 2019), four 32-bit words; ours because the hot loop draws
 * millions of numbers and a draw here allocates nothing. Seedable, splittable, serialisable.
 * Passed in everywhere: same seed, same run.
 */
export class Generator {
  private s0 = 0
  private s1 = 0
  private s2 = 0
  private s3 = 0
  /** Kept second value of the polar method: NaN when there is none. Part of the state. */
  private spareNormal = Number.NaN

  /**
   * A generator for one named purpose of one seed: `new Generator(seed, 'environment')`; different purposes never share
   * a stream.
   */
  constructor(seed: number, purpose = '') {
    // splitmix32 over the seed's two halves and the purpose's characters fills the four words.
    let h = 0
    const mix = (value: number): number => {
      h = (h + 0x9e3779b9 + value) | 0
      let z = h
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      return z ^ (z >>> 15)
    }
    // Hashed, not added: seed 2^32 + 3 must not be seed 4.
    h = mix(Math.floor(seed / 4294967296) | 0)
    h = mix(seed | 0)
    for (let i = 0; i < purpose.length; i++) h = mix(purpose.charCodeAt(i))
    this.s0 = mix(1)
    this.s1 = mix(2)
    this.s2 = mix(3)
    this.s3 = mix(4) | 1
  }

  /** 32 uniform bits, as a signed integer. */
  next(): number {
    const sum = (this.s0 + this.s3) | 0
    const result = (((sum << 7) | (sum >>> 25)) + this.s0) | 0
    const t = this.s1 << 9
    this.s2 ^= this.s0
    this.s3 ^= this.s1
    this.s1 ^= this.s2
    this.s0 ^= this.s3
    this.s2 ^= t
    this.s3 = (this.s3 << 11) | (this.s3 >>> 21)
    return result
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform(): number {
    const high = this.next() >>> 5
    const low = this.next() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** Uniform integer in [0, n), without bias; n at most 2^32. */
  below(n: number): number {
    // x n is exact up to 2^53.
    if (n > 2097152) return this.belowByRemainder(n)
    // Lemire 2019: the high word of x n is uniform where its low word is at least 2^32 mod n.
    for (;;) {
      const product = (this.next() >>> 0) * n
      const high = Math.floor(product / 4294967296)
      const low = product - high * 4294967296
      if (low >= n || low >= 4294967296 % n) return high
    }
  }

  private belowByRemainder(n: number): number {
    const limit = 4294967296 - n
    for (;;) {
      const x = this.next() >>> 0
      const remainder = x % n
      // x - remainder is the last multiple of n up to x: where fewer than n numbers follow it, they don't stand for all
      // remainders.
      if (x - remainder <= limit) return remainder
    }
  }

  /** Standard normal, by Marsaglia's polar method. */
  normal(): number {
    if (!Number.isNaN(this.spareNormal)) {
      const spare = this.spareNormal
      this.spareNormal = Number.NaN
      return spare
    }
    for (;;) {
      const u = 2 * this.uniform() - 1
      const v = 2 * this.uniform() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * Math.log(s)) / s)
        this.spareNormal = v * factor
        return u * factor
      }
    }
  }

  /** A generator of its own, decided by this one's next draws. */
  split(): Generator {
    const child = new Generator(0)
    child.s0 = this.next()
    child.s1 = this.next()
    child.s2 = this.next()
    child.s3 = this.next() | 1
    // A few draws apart, so that parent and child words don't line up.
    for (let i = 0; i < 8; i++) child.next()
    return child
  }

  save(): number[] {
    return [
      this.s0,
      this.s1,
      this.s2,
      this.s3,
      Number.isNaN(this.spareNormal) ? 0 : 1,
      Number.isNaN(this.spareNormal) ? 0 : this.spareNormal,
    ]
  }

  load(state: readonly number[]): void {
    this.s0 = state[0]!
    this.s1 = state[1]!
    this.s2 = state[2]!
    this.s3 = state[3]!
    this.spareNormal = state[4] === 1 ? state[5]! : Number.NaN
  }
}

/** Fisher-Yates over the first `count` numbers, in place. */
export function shuffle(indices: Int32Array, count: number, rng: Generator): void {
  for (let i = count - 1; i > 0; i--) {
    const j = rng.below(i + 1)
    const kept = indices[i]!
    indices[i] = indices[j]!
    indices[j] = kept
  }
}
