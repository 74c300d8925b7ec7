/** One WebAssembly memory of a fixed size: it never grows, so views stay valid. Untouched pages cost nothing. */
export interface Arena {
  readonly memory: WebAssembly.Memory
  /** A zeroed block of numbers, 64-byte aligned, with space behind it for a kernel's last vector. */
  floats(count: number): Float32Array
  doubles(count: number): Float64Array
  integers(count: number): Int32Array
  /** Where an array lies, in bytes. Kernels only see what this arena allocated (or parts of it). */
  address(array: ArenaArray): number
  holds(array: ArenaArray): boolean
}

type ArenaArray = Float32Array | Float64Array | Int32Array

const pageBytes = 65_536
/** Below lie the kernels' constants (assembly/constants.ts). */
const firstFree = 4_096
const alignment = 64

/** `bytes` is address space: the system gives real memory page by page, on first use. */
export function createArena(bytes: number): Arena {
  const pages = Math.ceil(bytes / pageBytes)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const buffer = memory.buffer
  let next = firstFree

  /** Where a block of so many bytes begins. */
  function take(bytes: number): number {
    const start = next
    const end = next + bytes
    const following = Math.ceil((end + alignment) / alignment) * alignment
    if (following > buffer.byteLength) {
      throw new RangeError(
        `The SIMD engine's memory of ${Math.round(buffer.byteLength / 1e6)} MB is full ` +
          `(${Math.ceil((following - buffer.byteLength) / 1e6)} MB are missing): ` +
          'create it with a larger memoryBytes, or use smaller networks or batches.',
      )
    }
    next = following
    return start
  }
  const holds = (array: ArenaArray): boolean => array.buffer === buffer

  function address(array: ArenaArray): number {
    if (!holds(array)) {
      throw new TypeError(
        "The SIMD engine only works on vectors and rows that it allocated: use the engine's vector(), rows() and the like.",
      )
    }
    return array.byteOffset
  }

  return {
    memory,
    floats: (count) => new Float32Array(buffer, take(4 * count), count),
    doubles: (count) => new Float64Array(buffer, take(8 * count), count),
    integers: (count) => new Int32Array(buffer, take(4 * count), count),
    address,
    holds,
  }
}
