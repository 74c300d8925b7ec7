import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sentenceOf } from '../src-shared/contract/errors.ts'
import { writeLink } from '../src-shared/domain/comparison-address.ts'
import { comparisonSpec } from '../src-shared/domain/comparison.ts'
import { ascent, file } from './testing/cli-process.ts'
import { gridworld, newPath, start } from './testing/started-app.ts'

const trained = async (path: string) => {
  const started = start(path)
  const [variant] = gridworld().variants
  const spec = gridworld({
    variants: [
      { ...variant!, name: 'first' },
      { ...variant!, name: 'second, "quoted"' },
    ],
    seeds: [1, 2, 3],
  })
  const { experimentId, runIds } = await started.value('experiments.queue', { spec })
  for (const id of runIds) await started.status(id, 'finished')
  const selection = [0, 1].map((variantIndex) => ({ experimentId, variantIndex }))
  return { ...started, experimentId, comparison: comparisonSpec.parse({ selection, metrics: ['evaluationReturn'] }) }
}

test('the command line writes the app’s bytes while the app runs, from arguments, an address and a saved comparison', async () => {
  const path = newPath()
  const { value, experimentId, comparison } = await trained(path)
  const exported = async (format: 'svg' | 'csv' | 'pgfplots' | 'table-markdown' | 'caption') => {
    const answer = await value('comparison.export', { spec: comparison, format })
    if (answer.kind !== 'text') throw new Error(answer.kind)
    return answer
  }
  const svg = await exported('svg')
  expect(svg.fileName).toBe('small.svg')
  expect(svg.text).toContain('second, &quot;quoted&quot;')
  await value('comparisons.save', { name: 'Figure 2', spec: { ...comparison, showSeeds: false } })

  const files = ['--svg', file('a.svg'), '--csv', file('a.csv'), '--tex', file('a.tex'), '--table', 'md', '--caption']
  const names = [`${experimentId.slice(0, 10)}:first`, `${experimentId}:sec`, '--metric', 'evaluationReturn']
  const byNames = ascent(['compare', ...names, '--db', path, ...files])
  expect(byNames).toEqual({
    status: 0,
    stderr: '',
    stdout: (await exported('caption')).text + (await exported('table-markdown')).text,
  })
  const written = (name: string) => readFileSync(file(name), 'utf8')
  // Compared as facts: differences of such files can't be read.
  expect(written('a.svg') === svg.text).toBe(true)
  expect(written('a.csv') === (await exported('csv')).text).toBe(true)
  expect(written('a.tex') === (await exported('pgfplots')).text).toBe(true)

  const byAddress = ascent(['compare', '--address', writeLink(comparison), '--db', path, '--svg', '-'])
  expect(byAddress.stdout === svg.text).toBe(true)
  const bySaved = ascent(['compare', '--saved', 'Figure 2', '--db', path, '--csv', '-'])
  expect(bySaved.stdout).toMatch(/^metric,/)
  expect(bySaved.stdout.split('\n').length).toBeLessThan((await exported('csv')).text.split('\n').length)
})

test('what is gone, and what nothing here can print, is refused in a sentence', async () => {
  const path = newPath()
  const { app, value, experimentId, comparison } = await trained(path)
  const refusal = async (format: 'svg' | 'pdf') => {
    const answer = await app.call('comparison.export', { spec: comparison, format })
    return answer.ok ? '' : sentenceOf(answer.error)
  }
  expect((await value('comparison.printing', {})).refusal).toBe('this shell has no browser engine')
  expect(await refusal('pdf')).toBe('The export failed: this shell has no browser engine.')

  await value('history.remove', { experimentIds: [experimentId], runIds: [] })
  expect(await refusal('svg')).toContain('Nothing of this comparison is in the history any more')
  expect(ascent(['compare', '--address', writeLink(comparison), '--db', path])).toEqual({
    status: 1,
    stdout: '',
    stderr: 'ascent: 2 of the 2 variants compared are not in the history any more.\n',
  })
})
