import * as z from 'zod'

/**
 * Many numbers in one text: the base64 of their float64 bytes, little-endian. Takes 11 characters a number where JSON
 * takes up to 20, keeps every bit (NaN too), and costs no check of each number. The host writes it
 * (`src-main/services/pack-numbers.ts`).
 */
export const packedNumbers = z.base64().brand<'PackedNumbers'>()
export type PackedNumbers = z.infer<typeof packedNumbers>

export function unpackNumbers(packed: PackedNumbers): Float64Array {
  const text = atob(packed)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return new Float64Array(bytes.buffer)
}
