const exponents = new Map([
  ['k', 3],
  ['K', 3],
  ['M', 6],
  ['G', 9],
])

/**
 * Text of a field as a number: "1e-3", "500,000", "2 000", and "300k" as charts and tables write it. Anything else
 * stays text, for the schema to complain about.
 */
export function parseInputNumber(text: string, nullable: boolean): number | string | null {
  const trimmed = text.trim()
  if (trimmed === '') return nullable ? null : ''
  const plain = trimmed.replace(/−/g, '-').replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '')
  const [, digits, exponent = '', letter = ''] =
    /^(-?(?:\d+\.?\d*|\.\d+))(?:(e[+-]?\d+)|\s?([kKMG]))?$/i.exec(plain) ?? []
  if (digits === undefined) return text
  // As one text, so that 4.35k is 4,350 and not what a product in binary makes of it.
  if (letter !== '') return exponents.has(letter) ? Number(`${digits}e${exponents.get(letter)}`) : text
  return Number(digits + exponent)
}

/** A number as it stands in a field: 500,000, 0.97, 1e-5. */
export function formatInputNumber(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'number') return String(value)
  if (Number.isInteger(value) && Math.abs(value) >= 10_000) return value.toLocaleString('en-US')
  const size = Math.abs(value)
  if (size > 0 && size < 1e-3) return value.toExponential().replace('e+', 'e')
  return String(value)
}
