/** Numbers, stretches of time and days, as they are written in a filter. */

const multiples: Record<string, number> = { k: 1e3, K: 1e3, M: 1e6, G: 1e9 }

/** "400", "-0.5", "3e-4", "10k", "1.5M"; null where it is no number. */
export function readNumber(text: string): number | null {
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([kKMG]?)$/i.exec(text.replace(/^−/, '-'))
  if (found === null) return null
  const multiple = found[2] === '' ? 1 : multiples[found[2]!]
  return multiple === undefined ? null : Number(found[1]) * multiple
}

const secondsOfUnit: Record<string, number> = {
  ms: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3_600,
  hour: 3_600,
  hours: 3_600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  week: 604_800,
  weeks: 604_800,
}
export const timeUnits = ['s', 'min', 'h', 'days', 'weeks'] as const

/** "min" has 60 seconds; null where it is no unit of time. */
export const secondsOf = (unit: string): number | null =>
  Object.hasOwn(secondsOfUnit, unit.toLowerCase()) ? secondsOfUnit[unit.toLowerCase()]! : null

/** "2min", "1.5h" in seconds: a number and its unit in one word. */
export function readDuration(text: string): number | null {
  const found = /^([+-]?[\d.]+(?:e[+-]?\d+)?)([a-z]+)$/i.exec(text)
  const amount = found === null ? null : readNumber(found[1]!)
  const unit = found === null ? null : secondsOf(found[2]!)
  return amount === null || unit === null ? null : amount * unit
}

/** From its first moment to just before `endMs`. */
interface Interval {
  startMs: number
  endMs: number
}

/** "10:30" of a day. */
export const isClock = (text: string): boolean => /^([01]?\d|2[0-3]):[0-5]\d$/.test(text)

/**
 * A year, a month, a day or a minute of this computer's time: "2026", "2026-11", "2026-11-01", "2026-11-01 10:30";
 * "today" and "yesterday" as of `nowMs`. Null where it is none of these.
 */
export function readInterval(text: string, nowMs: number): Interval | null {
  const relative = /^(today|yesterday)$/i.exec(text)
  if (relative !== null) {
    const today = new Date(nowMs)
    const day = today.getDate() - (relative[1]!.toLowerCase() === 'today' ? 0 : 1)
    return between(
      new Date(today.getFullYear(), today.getMonth(), day),
      new Date(today.getFullYear(), today.getMonth(), day + 1),
    )
  }
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?)?)?$/.exec(text)
  if (found === null) return null
  const [year, month, day, hour, minute] = found.slice(1).map((part) => (part === undefined ? undefined : Number(part)))
  if (month === undefined) return between(new Date(year!, 0), new Date(year! + 1, 0))
  if (month < 1 || month > 12) return null
  if (day === undefined) return between(new Date(year!, month - 1), new Date(year!, month))
  // The 30th of February would be the 2nd of March.
  if (new Date(year!, month - 1, day).getMonth() !== month - 1 || day < 1) return null
  if (hour === undefined) return between(new Date(year!, month - 1, day), new Date(year!, month - 1, day + 1))
  if (!isClock(`${hour}:${String(minute).padStart(2, '0')}`)) return null
  const start = new Date(year!, month - 1, day, hour, minute).getTime()
  return { startMs: start, endMs: start + 60_000 }
}

const between = (start: Date, end: Date): Interval => ({ startMs: start.getTime(), endMs: end.getTime() })
