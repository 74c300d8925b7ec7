import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chartThemes } from '../../../src-shared/figure/chart-theme.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

it.each(['light', 'dark'] as const)('charts and the page draw with the same colours, %s', (scheme) => {
  const block = css.split(`[data-mantine-color-scheme='${scheme}']`)[1]!.split('}')[0]!
  const { scheme: _scheme, paper: _paper, ...colours } = chartThemes[scheme]
  for (const [name, colour] of Object.entries(colours)) expect(block).toContain(`--${name}: ${colour};`)
})
