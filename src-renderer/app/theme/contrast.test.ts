import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const tokensOf = (scheme: string): Record<string, string> => {
  const block = new RegExp(`\\[data-mantine-color-scheme='${scheme}'\\] \\{([^}]*)\\}`).exec(css)![1]!
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]),
  )
}

/** WCAG 2.2: relative luminance and contrast ratio of two colours. */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high! + 0.05) / (low! + 0.05)
}

describe.each(['light', 'dark'])('text in the %s theme', (scheme) => {
  const token = tokensOf(scheme)
  const pairs = [
    ...['text', 'soft'].flatMap((text) =>
      ['background', 'panel', 'sunk', 'policy-wash', 'estimator-wash', 'update-wash', 'accent-wash'].map((ground) => [
        text,
        ground,
      ]),
    ),
    ...['policy', 'estimator', 'update'].flatMap((choice) =>
      ['panel', 'background', `${choice}-wash`].map((ground) => [`${choice}-text`, ground]),
    ),
    ...['panel', 'background', 'sunk', 'accent-wash'].map((ground) => ['accent-text', ground]),
    ['on-accent', 'accent'],
    ...[0, 1, 2, 3, 4].map((stop) => ['ramp-ink', `amount-${stop}`]),
    ...[0, 1, 2].map((stop) => ['ramp-ink', `sided-${stop}`]),
    ['danger', 'panel'],
    ['danger', 'danger-wash'],
    ['danger', 'policy-wash'],
    ['danger', 'estimator-wash'],
    ['danger', 'update-wash'],
    ['warning', 'warning-wash'],
  ]
  it.each(pairs)('%s can be read on %s', (text, ground) =>
    expect(contrast(token[text!]!, token[ground!]!)).toBeGreaterThanOrEqual(4.5),
  )
})

const styleOf = (file: string, selector: string): string => {
  const sheet = readFileSync(new URL(file, import.meta.url), 'utf8')
  return sheet.slice(sheet.indexOf(`${selector} {`)).split('}')[0]!
}

describe.each(['light', 'dark'])('the chosen row in the %s theme', (scheme) => {
  const token = tokensOf(scheme)
  it.each([
    ['of a list', '../../components/experiment-tree/tree-grid.module.css', '.row[data-active]'],
    ['of the palette', '../command-palette.module.css', '.action[data-selected]'],
  ])('%s has a bar that stands out from every ground of a row', (_, file, selector) => {
    const bar = /box-shadow: inset 3px 0 0 var\(--([\w-]+)\)/.exec(styleOf(file, selector))?.[1]
    for (const ground of ['panel', 'sunk', 'accent-wash'])
      expect(contrast(token[bar!]!, token[ground]!)).toBeGreaterThanOrEqual(3)
  })
})
