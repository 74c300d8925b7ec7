import type { PackedNumbers } from '../../src-shared/contract/packed-numbers.ts'

/** `unpackNumbers` reads it. */
export const packNumbers = ({ buffer, byteOffset, byteLength }: Float64Array): PackedNumbers =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64') as PackedNumbers
