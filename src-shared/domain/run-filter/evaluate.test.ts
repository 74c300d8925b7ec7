import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldOf, type RunField } from './fields.ts'
import { filterRows } from './evaluate.ts'
import type { Comparison, Filter, Literal } from './filter.ts'
import { occurringValues } from './occurring.ts'
import { readFilter } from './parse.ts'
import { readInterval } from './quantities.ts'
import { readField, type MetricLookup, type RunRecord } from './record.ts'
import { exampleExperiment, exampleRun } from './records.fixture.ts'
import { createRunTable } from './table.ts'

const day = (text: string): number => new Date(`${text}T12:00:00`).getTime()
const nowMs = day('2026-11-25')

const pole = exampleExperiment('poleexperiment', { tags: ['Paper'], notes: 'needs a longer horizon' })
const grid = exampleExperiment('gridexperiment', { name: 'Grid "A"' }, 'Acrobot-v1')
const empty = exampleExperiment('emptyexperiment', { name: 'Nothing left' })
const records: RunRecord[] = [
  exampleRun('ppo1', { experiment: pole, seed: 1, createdAt: day('2026-11-24'), tags: ['best'] }),
  exampleRun('ppo2', { experiment: pole, seed: 2, variantIndex: 1, createdAt: day('2026-11-01'), status: 'failed' }),
  exampleRun('reinforce', {
    experiment: pole,
    variantIndex: 2,
    createdAt: day('2026-10-31'),
    startedAt: day('2026-10-31'),
    endedAt: day('2026-10-31') + 120_000,
    notes: 'diverged',
  }),
  exampleRun('grid1', { experiment: grid, variantIndex: 1, seed: 1, createdAt: day('2025-11-01'), locked: true }),
  { experiment: empty, run: null },
]
const values: Record<string, number> = { ppo10000: 480, ppo20000: 20, reinforce: 200 }
const metrics: MetricLookup = (runId, metric, statistic) =>
  metric === 'evaluationReturn' && statistic === 'last' ? (values[runId] ?? null) : null
const table = createRunTable(records, metrics)

/** The names of the runs that a filter keeps. */
function kept(text: string): string[] {
  const { filter, problem } = readFilter(text)
  if (problem !== null) throw new Error(problem.sentence)
  return filterRows(filter, table, nowMs).map((row) => records[row]!.run?.id.replace(/0+$/, '') ?? 'none')
}

describe('a filter keeps runs', () => {
  it('by what people call their algorithm, and by its parts', () => {
    expect(kept('algorithm = PPO')).toEqual(['ppo1', 'ppo2', 'grid1', 'none'])
    expect(kept('algorithm = reinforce and seed = 1')).toEqual(['reinforce'])
    expect(kept('update = clip')).toEqual(['ppo1', 'ppo2', 'grid1'])
    expect(kept('algorithm ~ "clipped" and environment = CartPole-v1')).toEqual(['ppo1', 'ppo2', 'none'])
  })
  it('by parameters of their point, in full or in short', () => {
    expect(kept('update.learningRate = 0.01 and algorithm = ppo')).toEqual(['ppo2', 'grid1'])
    expect(kept('learningRate <= 1e-3')).toEqual(['ppo1'])
    expect(kept('hidden = (32)')).toEqual(['reinforce'])
    expect(kept('policy.hidden = "64,64"')).toEqual(['ppo1', 'ppo2', 'grid1'])
    expect(kept('optimiser = adam and critic.fit = with-policy')).toEqual(['ppo1', 'ppo2', 'grid1'])
    expect(kept('layerNorm = false')).toEqual(['ppo1', 'ppo2', 'reinforce', 'grid1'])
    expect(kept('budget.envSteps = 10k and has budget.envSteps and not has budget.updates')).toHaveLength(4)
  })
  it('by metrics, of which an absent one is never equal, greater or smaller', () => {
    expect(kept('evaluationReturn > 100')).toEqual(['ppo1', 'reinforce'])
    expect(kept('evaluationReturn <= 100')).toEqual(['ppo2'])
    expect(kept('evaluationReturn.last = 480')).toEqual(['ppo1'])
    expect(kept('has evaluationReturn')).toEqual(['ppo1', 'ppo2', 'reinforce'])
    expect(kept('evaluationReturn != 480')).toEqual(['ppo2', 'reinforce', 'grid1', 'none'])
  })
  it('by days: equal is within the day, greater is after it', () => {
    expect(kept('created = 2026-11-01')).toEqual(['ppo2'])
    expect(kept('created > 2026-11-01')).toEqual(['ppo1'])
    expect(kept('created >= 2026-11-01')).toEqual(['ppo1', 'ppo2'])
    expect(kept('created < 2026-11 and has status')).toEqual(['reinforce', 'grid1'])
    expect(kept('created = 2025')).toEqual(['grid1'])
    expect(kept('created = yesterday')).toEqual(['ppo1'])
    expect(kept('created within 7 days')).toEqual(['ppo1'])
    expect(kept('duration = 2 min')).toEqual(['reinforce'])
  })
  it('by tags, notes, states and locks, also those of their experiment', () => {
    expect(kept('tag = paper')).toEqual(['ppo1', 'ppo2', 'reinforce'])
    expect(kept('tag = best')).toEqual(['ppo1'])
    expect(kept('tag != paper')).toEqual(['grid1', 'none'])
    expect(kept('note ~ horizon and not note ~ diverged')).toEqual(['ppo1', 'ppo2'])
    expect(kept('status in (failed, running)')).toEqual(['ppo2'])
    expect(kept('locked')).toEqual(['grid1'])
    expect(kept('not locked and has seed')).toEqual(['ppo1', 'ppo2', 'reinforce'])
  })
  it('by words, which are looked for in names, tags, notes, environment, algorithm and status', () => {
    expect(kept('cart ppo')).toEqual(['ppo1', 'ppo2', 'none'])
    expect(kept('failed')).toEqual(['ppo2'])
    expect(kept('"longer horizon" diverged')).toEqual(['reinforce'])
    expect(kept('left')).toEqual(['none'])
    expect(kept('"grid \\"a"')).toEqual(['grid1'])
  })
})

it('the values that occur, the most common first', () => {
  const of = (id: string): string[] => occurringValues(table, fieldOf(id)!)
  expect(of('environment')).toEqual(['CartPole-v1', 'Acrobot-v1'])
  expect(of('update.learningRate')).toEqual(['0.01', '0.001'])
  expect(of('seed')).toEqual(['1', '2'])
})

/** The same, run by run, as the documentation says it. */
function holds(filter: Filter, record: RunRecord): boolean {
  const of = (id: string) => readField(record, fieldOf(id)!, metrics)
  switch (filter.kind) {
    case 'all':
      return true
    case 'and':
      return filter.parts.every((part) => holds(part, record))
    case 'or':
      return filter.parts.some((part) => holds(part, record))
    case 'not':
      return !holds(filter.part, record)
    case 'has': {
      const value = of(filter.field)
      return Array.isArray(value)
        ? value.length > 0
        : fieldOf(filter.field)!.kind === 'flag'
          ? value === 1
          : value !== null
    }
    case 'in':
      return filter.values.some((value) => compares(of(filter.field), '=', value))
    case 'within': {
      const at = of(filter.field) as number | null
      return at !== null && at >= nowMs - filter.seconds * 1_000 && at <= nowMs
    }
    case 'compare':
      return compares(of(filter.field), filter.operator, filter.value)
    case 'word': {
      const texts = ['name', 'tag', 'note', 'environment', 'algorithm'].flatMap((id) => of(id) as string[])
      const word = filter.text.toLowerCase()
      return texts.some((text) => text.toLowerCase().includes(word)) || (of('status') as string[])[0] === word
    }
  }
}

function compares(value: ReturnType<typeof readField>, operator: Comparison, literal: Literal): boolean {
  if (operator === '!=') return !compares(value, '=', literal)
  if (operator === '!~') return !compares(value, '~', literal)
  if (value === null) return false
  if (literal.kind === 'text') {
    const plain = (text: string): string => text.toLowerCase()
    if (Array.isArray(value))
      return value.some((text) =>
        operator === '=' ? plain(text) === plain(literal.text) : plain(text).includes(plain(literal.text)),
      )
    const [a, b] = [value, literal.text].map((text) => plain(String(text)).replaceAll(/[\s()]/g, ''))
    return operator === '=' ? a === b : operator === '~' && a!.includes(b!)
  }
  if (operator === '~') return literal.kind === 'number' && String(value).includes(String(literal.value))
  if (typeof value !== 'number') return false
  const { startMs, endMs } =
    literal.kind === 'date'
      ? readInterval(literal.text, nowMs)!
      : { startMs: numberOf(literal), endMs: numberOf(literal) + 1 }
  const last = literal.kind === 'date' ? endMs - 1 : startMs
  return {
    '=': value >= startMs && value <= last,
    '<': value < startMs,
    '<=': value <= last,
    '>': value > last,
    '>=': value >= startMs,
  }[operator]
}

const numberOf = (literal: Literal): number =>
  literal.kind === 'number'
    ? literal.value
    : literal.kind === 'duration'
      ? literal.seconds
      : literal.kind === 'flag'
        ? Number(literal.value)
        : 0

const texts = ['ppo', 'Paper', 'paper', 'grid', 'finished', 'adam', '(64, 64)', '64,64', 'yes', 'CartPole-v1', 'o']
const numbers = [0.001, 0.01, 1, 2, 20, 480, 64]
const condition: fc.Arbitrary<Filter> = fc.oneof(
  fc.constantFrom(...texts).map((text): Filter => ({ kind: 'word', text })),
  fc
    .tuple(
      fc.constantFrom('name', 'tag', 'algorithm', 'environment', 'status', 'note'),
      fc.constantFrom('=' as const, '!=' as const, '~' as const, '!~' as const),
      fc.constantFrom(...texts),
    )
    .map(([field, operator, text]): Filter => ({ kind: 'compare', field, operator, value: { kind: 'text', text } })),
  fc
    .tuple(
      fc.constantFrom('seed', 'evaluationReturn.last', 'update.learningRate', 'update.maxGradientNorm'),
      fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const),
      fc.constantFrom(...numbers),
    )
    .map(([field, operator, value]): Filter => ({
      kind: 'compare',
      field,
      operator,
      value: { kind: 'number', value },
    })),
  fc
    .tuple(fc.constantFrom('policy.hidden', 'update.optimiser', 'policy.layerNorm'), fc.constantFrom(...texts))
    .map(([field, text]): Filter => ({ kind: 'in', field, values: [{ kind: 'text', text }] })),
  fc
    .tuple(fc.constantFrom('=' as const, '<' as const, '>=' as const), fc.constantFrom('2026-11-01', '2026', 'today'))
    .map(([operator, text]): Filter => ({
      kind: 'compare',
      field: 'created',
      operator,
      value: { kind: 'date', text },
    })),
  fc
    .constantFrom('tag', 'locked', 'evaluationReturn.last', 'update.maxGradientNorm', 'started')
    .map((field): Filter => ({ kind: 'has', field })),
  fc.integer({ min: 0, max: 4e7 }).map((seconds): Filter => ({ kind: 'within', field: 'created', seconds })),
)
const anyFilter = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    condition,
    tie('filter').map((part): Filter => ({ kind: 'not', part })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('filter'), { minLength: 2, maxLength: 3 }))
      .map(([kind, parts]): Filter => ({ kind, parts })),
  ),
})).filter

it('columns and run by run agree', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const byRun = records.flatMap((record, row) => (holds(filter, record) ? [row] : []))
      expect(filterRows(filter, table, nowMs)).toEqual(byRun)
    }),
    { numRuns: 2_000 },
  )
})

it('every field is read from a run', () => {
  const field = (id: string): RunField => fieldOf(id)!
  expect(readField(records[3]!, field('locked'), metrics)).toBe(1)
  expect(readField(records[3]!, field('environment'), metrics)).toEqual(['Acrobot-v1'])
  expect(readField(records[4]!, field('variant'), metrics)).toEqual(['PPO 0.001', 'PPO 0.01', 'REINFORCE'])
})
