import { expect, test } from 'vitest'
import type { BenchResults } from '../../bench/results.ts'
import { benchMarkdown } from './bench-markdown.ts'
import { markdownTable } from './markdown-table.ts'
import { withSection } from './docs-section.ts'

test('a page keeps what stands around a section', () => {
  const page = withSection('before\n<!-- bench:start -->\nold\n<!-- bench:end -->\nafter\n', 'bench', 'new\n')
  expect(page).toBe('before\n<!-- bench:start -->\n\nnew\n\n<!-- bench:end -->\nafter\n')
  expect(withSection(page, 'bench', 'new')).toBe(page)
})

test('a section has to have a place in its page', () => {
  expect(() => withSection('# Nothing', 'bench', 'new')).toThrow('<!-- bench:start -->')
  expect(() => withSection('<!-- bench:end --> <!-- bench:start -->', 'bench', 'new')).toThrow('<!-- bench:start -->')
})

test('a cell keeps its bars to itself, and figures stand to the right', () => {
  expect(
    markdownTable(
      ['what', 'figure'],
      [
        ['a|b', '1'],
        ['c', '2'],
      ],
      [1],
    ),
  ).toBe('| what | figure |\n| --- | ---: |\n| a\\|b | 1 |\n| c | 2 |')
})

test('the bench’s section says where it was measured, and shows each of its tables', () => {
  const results: BenchResults = {
    format: 1,
    date: '2026-11-23T05:00:00.000Z',
    ascent: '0.1.0',
    machine: { processor: 'A processor', cores: 2, memoryBytes: 1, system: 'linux', architecture: 'x64' },
    versions: { node: '24.0.0', v8: '13' },
    repetitions: 3,
    training: [],
    engines: [],
    solve: null,
    start: { medianMs: 876, samplesMs: [876], appResidentBytes: 99e6, measuredAt: '2026-11-23T05:00:00.000Z' },
    statistics: null,
    history: null,
    compare: null,
    snapshots: null,
    inspect: null,
    thresholds: { widestLayerForSimd: 321 },
  }
  expect(benchMarkdown(results)).toBe(
    [
      'Measured 2026-11-23 on 2 cores of A processor (linux x64), Node 24.0.0. Medians of 3.',
      '',
      '**Starting, solving, memory**',
      '',
      '| what | figure |',
      '| --- | --- |',
      '| Cold start: from the command to the page served and its first call answered | 876 ms |',
      '| The app’s resident memory then | 99 MB |',
      '| Threshold of auto: widestLayerForSimd | 321 |',
    ].join('\n'),
  )
})
