import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chartThemes } from '../../../src-shared/figure/chart-theme.ts'
import { heatRamps } from '../../../src-shared/figure/heat-ramp.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

it.each(['light', 'dark'] as const)('charts and the page draw with the same colours, %s', (scheme) => {
  const block = css.split(`[data-mantine-color-scheme='${scheme}']`)[1]!.split('}')[0]!
  const { scheme: _scheme, paper: _paper, ...colours } = chartThemes[scheme]
  for (const [name, colour] of Object.entries(colours)) expect(block).toContain(`--${name}: ${colour};`)
})

it.each(['light', 'dark'] as const)('heat maps have the ramps of the page, %s', (scheme) => {
  const block = css.split(`[data-mantine-color-scheme='${scheme}']`)[1]!.split('}')[0]!
  const { amount, sided, ink } = heatRamps[scheme]
  for (const [index, colour] of amount.entries()) expect(block).toContain(`--amount-${index}: ${colour};`)
  for (const [index, colour] of sided.entries()) expect(block).toContain(`--sided-${index}: ${colour};`)
  expect(block).toContain(`--ramp-ink: ${ink};`)
})
