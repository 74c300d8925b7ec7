/**
 * to = the rows of a table that `indices` (32-bit) names, one after the other: `count` rows of `width` times 32 bits.
 */
export function gatherRows(from: usize, width: usize, indices: usize, count: usize, to: usize): void {
  const end = indices + (count << 2)
  if (width === 2) {
    // A double, or two logits.
    for (; indices < end; indices += 4, to += 8) store<u64>(to, load<u64>(from + (<usize>load<u32>(indices) << 3)))
    return
  }
  if (width === 4) {
    // A row is a vector: CartPole's four numbers.
    for (; indices < end; indices += 4, to += 16) v128.store(to, v128.load(from + (<usize>load<u32>(indices) << 4)))
    return
  }
  for (; indices < end; indices += 4) {
    let row = from + (<usize>load<u32>(indices) * width) * 4
    const rowEnd = row + (width << 2)
    for (; row + 16 <= rowEnd; row += 16, to += 16) v128.store(to, v128.load(row))
    for (; row < rowEnd; row += 4, to += 4) store<f32>(to, load<f32>(row))
  }
}
