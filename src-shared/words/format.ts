// Numbers as people read them: "61k", "1 min 52 s", never 61043.2817.

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole count in full: 183,400. */
export const formatCount = (value: number): string => grouped.format(value)

/** A number in at most `digits` figures: 498.7, 0.0113, 1e-5, 61k is formatShort. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'not a number'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 10 ** Math.min(digits, 3) && size >= 10 ** (digits - 1)) return withMinus(grouped.format(value))
  if (size < 1e-4) return withMinus(trimExponent(value.toExponential(Math.max(0, digits - 3))))
  const decimals = Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(size))))
  return withMinus(trimZeros(value.toFixed(decimals)))
}

/** With so many decimals, for columns and fields whose numbers stand beside one another: 0.70, −0.27. */
export const formatFixed = (value: number, decimals: number): string =>
  Number.isFinite(value) ? withMinus(withoutMinusZero(value.toFixed(decimals))) : formatNumber(value)

/** The same for a difference: +0.075, −0.019. */
export const formatDifference = (value: number, decimals: number): string => {
  const text = formatFixed(value, decimals)
  return /[1-9]/.test(text) && value > 0 ? `+${text}` : text
}

/** Short, for axes and tight places: 500, 61k, 1.2M. */
export function formatShort(value: number): string {
  const size = Math.abs(value)
  for (const [limit, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    // 999,999 would round to 1000k.
    if (size >= limit * 0.9995 && (limit > 1e3 || size >= 10_000 || Number.isInteger(value / 100)))
      return withMinus(`${trimZeros((value / limit).toPrecision(3))}${letter}`)
  }
  return formatNumber(value, 4)
}

/** A stretch of time: 41 s, 1 min 52 s, 3 h 5 min, 2 d 4 h. */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return seconds <= 0 ? '0 s' : 'under 1 s'
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return joinUnits(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 24 * 60) return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(seconds / 3600)
  return joinUnits(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  for (const [limit, unit] of [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ] as const) {
    if (bytes >= limit) {
      const value = bytes / limit
      return `${value >= 10 ? Math.round(value) : trimZeros(value.toFixed(1))} ${unit}`
    }
  }
  return `${bytes} B`
}

/** "1 run", "1,284 runs". */
export function plural(count: number, noun: string, plurals = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plurals}`
}

/** How long ago or when: "just now", "5 min ago", "23 Nov, 04:18". */
export function formatMoment(atMs: number, nowMs: number): string {
  const seconds = (nowMs - atMs) / 1000
  if (seconds < 60) return 'just now'
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 12 * 3600) return `${Math.floor(seconds / 3600)} h ago`
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs)
}

/** A moment in full: "23 Nov 2026, 04:18:05". */
export const formatDateTime = (atMs: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(atMs)

const joinUnits = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`
const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
const trimExponent = (text: string): string => text.replace(/\.?0*e/, 'e').replace('e+', 'e')
const withMinus = (text: string): string => text.replace(/^-/, '−')
const withoutMinusZero = (text: string): string => (/[1-9]/.test(text) ? text : text.replace(/^-/, ''))
