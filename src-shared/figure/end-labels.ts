/**
 * Heights for labels that want to stand at `wanted` (pixels, downwards), at least `gap` apart and within [top, bottom],
 * each as near to its place as that allows: neighbours that overlap are put together and stand about their common
 * middle. In the order given.
 */
export function spreadLabels(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).toSorted((a, b) => wanted[a]! - wanted[b]!)
  // A block is a run of touching labels: the sum of (wanted - offset in block) over its length is where it starts.
  const blocks: { first: number; count: number; sum: number }[] = []
  const startOf = (block: { count: number; sum: number }): number => {
    const last = Math.max(top, bottom - (block.count - 1) * gap)
    return Math.min(last, Math.max(top, block.sum / block.count))
  }
  order.forEach((label, place) => {
    let block = { first: place, count: 1, sum: wanted[label]! }
    let before = blocks.at(-1)
    while (before !== undefined && startOf(before) + before.count * gap > startOf(block)) {
      blocks.pop()
      block = {
        first: before.first,
        count: before.count + block.count,
        sum: before.sum + block.sum - block.count * before.count * gap,
      }
      before = blocks.at(-1)
    }
    blocks.push(block)
  })
  const heights = Array.from({ length: wanted.length }, () => 0)
  for (const block of blocks) {
    const start = startOf(block)
    for (let k = 0; k < block.count; k++) heights[order[block.first + k]!] = start + k * gap
  }
  return heights
}
