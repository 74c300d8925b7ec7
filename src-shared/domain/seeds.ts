/** "1 to 5, 9" and "1-5, 9" as a list of seeds; a sentence when it can't be read. */
export function parseSeeds(text: string): { seeds: number[] } | { problem: string } {
  const seeds: number[] = []
  for (const part of text.split(',')) {
    const trimmed = part.trim()
    if (trimmed === '') continue
    const range = /^(\d+)\s*(?:to|-|–)\s*(\d+)$/.exec(trimmed)
    if (range) {
      const from = Number(range[1])
      const to = Number(range[2])
      if (to < from) return { problem: `"${trimmed}" goes down; write the smaller seed first` }
      if (to - from >= 1000)
        return { problem: `"${trimmed}" is ${(to - from + 1).toLocaleString('en')} seeds; 1,000 are the most` }
      for (let s = from; s <= to; s++) seeds.push(s)
    } else if (/^\d+$/.test(trimmed)) {
      seeds.push(Number(trimmed))
    } else {
      return { problem: `"${trimmed}" is not a seed; write numbers like "1, 2, 3" or "1 to 5"` }
    }
  }
  if (seeds.length === 0) return { problem: 'name at least one seed' }
  return { seeds: [...new Set(seeds)] }
}

/** The shortest way to write them: [1,2,3,9] as "1 to 3, 9". */
export function formatSeeds(seeds: readonly number[]): string {
  const parts: string[] = []
  for (let i = 0; i < seeds.length;) {
    let j = i
    while (j + 1 < seeds.length && seeds[j + 1] === seeds[j]! + 1) j++
    parts.push(j - i >= 2 ? `${seeds[i]} to ${seeds[j]}` : seeds.slice(i, j + 1).join(', '))
    i = j + 1
  }
  return parts.join(', ')
}
