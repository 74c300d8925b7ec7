/** Text of a field as a number: "1e-3", "500,000", "2 000". Anything else stays text, for the schema to complain about. */
export function parseInputNumber(text: string, nullable: boolean): number | string | null {
  const trimmed = text.trim()
  if (trimmed === '') return nullable ? null : ''
  const plain = trimmed.replace(/−/g, '-').replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '')
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : text
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
