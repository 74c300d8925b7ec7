import type { Point } from './points.ts'

/**
 * All that decides what a run of this point does, but for its seed and how long it goes, as text: two runs with the same
 * text and the same seed are the same run, whatever their variants are called.
 */
export function settingsText({ variant, environment }: Pick<Point, 'variant' | 'environment'>): string {
  const { name: _name, slot: _slot, ...settings } = variant
  return JSON.stringify([settings, environment])
}
