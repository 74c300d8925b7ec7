import * as z from 'zod'

/** What is known of a world so far: 0 is random actions, 1 the optimum. */
export interface MaybeAnchors {
  zero: number | null
  one: number | null
}

const key = 'ascent.anchors'
const stored = z.record(z.string(), z.object({ zero: z.number().nullable(), one: z.number().nullable() })).catch({})

/** By world (`worldText`), as they were measured or typed last in this window's browser. */
export function rememberedAnchors(): Record<string, MaybeAnchors> {
  try {
    return stored.parse(JSON.parse(localStorage.getItem(key) ?? '{}'))
  } catch {
    return {}
  }
}

export const rememberAnchors = (anchors: Record<string, MaybeAnchors>): void =>
  localStorage.setItem(key, JSON.stringify({ ...rememberedAnchors(), ...anchors }))
