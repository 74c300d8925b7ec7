import type { VariantKey } from '../domain/comparison.ts'
import { pointOf, type Point } from '../domain/points.ts'
import type { Experiment } from '../domain/run.ts'
import { variantLines } from '../words/variant-lines.ts'

/** A setting by which curves can be put together or apart: "update.learningRate", or "update" for which one it is. */
export interface PointSetting {
  path: string
  title: string
  text: string
}

type Compared = { experiment: Pick<Experiment, 'spec'>; key: Pick<VariantKey, 'variantIndex'> }

/** Words are costly and points never change. */
const known = new WeakMap<Point, ReadonlyMap<string, PointSetting>>()

/** All settings of a point by their path, in words. */
export function settingsOfPoint({ experiment, key }: Compared): ReadonlyMap<string, PointSetting> {
  const point = pointOf(experiment.spec, key.variantIndex)
  if (point === undefined) return new Map()
  const before = known.get(point)
  if (before !== undefined) return before
  const settings = new Map<string, PointSetting>()
  for (const { part, heading, choice, lines } of variantLines(experiment, key.variantIndex)) {
    if (choice !== '') settings.set(part, { path: part, title: heading.toLowerCase(), text: choice })
    for (const line of lines) {
      const path = `${part}.${line.path}`
      settings.set(path, { path, title: line.title, text: line.text })
    }
  }
  known.set(point, settings)
  return settings
}

/** A setting's words; "–" where a point has none. */
export const settingText = (compared: Compared, path: string): string =>
  settingsOfPoint(compared).get(path)?.text ?? '–'

/** The settings in which some of these differ, with how many values each has. Titles that two have get their part's. */
export function differingSettings(all: readonly Compared[]): { path: string; title: string; values: number }[] {
  const titles = new Map<string, string>()
  for (const compared of all)
    for (const { path, title } of settingsOfPoint(compared).values()) if (!titles.has(path)) titles.set(path, title)
  const differing = [...titles].flatMap(([path, title]) => {
    const values = new Set(all.map((compared) => settingText(compared, path))).size
    return values > 1 ? [{ path, title, values }] : []
  })
  return differing.map((setting) =>
    differing.some((other) => other !== setting && other.title === setting.title)
      ? { ...setting, title: `${setting.path.split('.')[0]}: ${setting.title}` }
      : setting,
  )
}
