/**
 * Plain data with typed arrays, as bytes and back: the format of checkpoints.
 *
 * A magic number, then one value: a tag byte and what belongs to it. Numbers are kept bit by bit (NaN, -0 and
 * infinities included, which JSON loses), arrays of numbers only are packed, typed arrays keep their kind.
 * Little-endian throughout.
 */
export type PlainData =
  | null
  | undefined
  | boolean
  | number
  | string
  | readonly PlainData[]
  | TypedArray
  | { readonly [key: string]: PlainData }

type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray

const magic = 0x314b4341 // "ACK1"
const tag = {
  null: 0,
  undefined: 1,
  false: 2,
  true: 3,
  number: 4,
  string: 5,
  list: 6,
  numbers: 7,
  record: 8,
  typed: 9,
} as const

const kinds = [
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
] as const

/**
 * Throws a TypeError that names the place where something isn't plain data (a function, a Map, an object of a class).
 */
export function encodePlainData(data: unknown): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(4_096)
  let view = new DataView(bytes.buffer)
  let length = 0
  const text = new TextEncoder()

  const reserve = (count: number): number => {
    const start = length
    length += count
    if (length > bytes.length) {
      const larger = new Uint8Array(Math.max(length, 2 * bytes.length))
      larger.set(bytes)
      bytes = larger
      view = new DataView(bytes.buffer)
    }
    return start
  }
  const byte = (value: number) => {
    const at = reserve(1)
    bytes[at] = value
  }
  const count = (value: number) => {
    const at = reserve(4)
    view.setUint32(at, value, true)
  }
  const number = (value: number) => {
    const at = reserve(8)
    view.setFloat64(at, value, true)
  }
  const string = (value: string) => {
    const encoded = text.encode(value)
    count(encoded.length)
    const at = reserve(encoded.length)
    bytes.set(encoded, at)
  }

  const write = (value: unknown, path: string): void => {
    if (value === null) return byte(tag.null)
    if (value === undefined) return byte(tag.undefined)
    if (typeof value === 'boolean') return byte(value ? tag.true : tag.false)
    if (typeof value === 'number') {
      byte(tag.number)
      return number(value)
    }
    if (typeof value === 'string') {
      byte(tag.string)
      return string(value)
    }
    if (Array.isArray(value)) {
      const numbers = value.length > 0 && value.every((element) => typeof element === 'number')
      byte(numbers ? tag.numbers : tag.list)
      count(value.length)
      if (numbers) for (const element of value) number(element)
      else value.forEach((element: unknown, index) => write(element, `${path}[${index}]`))
      return
    }
    const kind = kinds.findIndex((constructor) => value instanceof constructor)
    if (kind >= 0) {
      const array = value as TypedArray
      byte(tag.typed)
      byte(kind)
      count(array.length)
      const at = reserve(array.byteLength)
      bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
      return
    }
    if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      const entries = Object.entries(value)
      byte(tag.record)
      count(entries.length)
      for (const [key, element] of entries) {
        string(key)
        write(element, `${path}.${key}`)
      }
      return
    }
    throw new TypeError(`a saved state can't hold what stands at ${path}: only plain data and typed arrays`)
  }

  count(magic)
  write(data, 'state')
  return bytes.slice(0, length)
}

/** Throws a RangeError when the bytes are cut short or are no such data. */
export function decodePlainData(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = new TextDecoder()
  let position = 0

  const advance = (size: number): number => {
    const at = position
    position += size
    if (position > bytes.length) throw new RangeError('the saved state is cut short')
    return at
  }
  const count = () => view.getUint32(advance(4), true)
  const number = () => view.getFloat64(advance(8), true)
  const string = () => {
    const size = count()
    const at = advance(size)
    return text.decode(bytes.subarray(at, at + size))
  }

  const read = (): unknown => {
    const kind = view.getUint8(advance(1))
    switch (kind) {
      case tag.null:
        return null
      case tag.undefined:
        return undefined
      case tag.false:
        return false
      case tag.true:
        return true
      case tag.number:
        return number()
      case tag.string:
        return string()
      case tag.list:
        return Array.from({ length: count() }, read)
      case tag.numbers:
        return Array.from({ length: count() }, number)
      case tag.record: {
        const size = count()
        const record: Record<string, unknown> = {}
        for (let i = 0; i < size; i++) {
          const key = string()
          record[key] = read()
        }
        return record
      }
      case tag.typed: {
        const constructor = kinds[view.getUint8(advance(1))]
        if (constructor === undefined) throw new RangeError('the saved state holds an array of an unknown kind')
        const size = count() * constructor.BYTES_PER_ELEMENT
        const at = advance(size)
        // Copied, so that it is aligned and outlives the bytes.
        return new constructor(bytes.slice(at, at + size).buffer)
      }
      default:
        throw new RangeError('these bytes are no saved state')
    }
  }

  if (bytes.length < 5 || count() !== magic) throw new RangeError('these bytes are no saved state')
  const data = read()
  if (position !== bytes.length) throw new RangeError('something stands behind the saved state')
  return data
}
