import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findField, metricFields, parameterFields, runFields, type RunField } from './fields.ts'
import type { Filter, Literal } from './filter.ts'
import { operatorsOf } from './operators.ts'
import { readFilter } from './parse.ts'
import { quoted } from './tokens.ts'

const read = (text: string): Filter => {
  const { filter, problem } = readFilter(text)
  if (problem !== null) throw new Error(problem.sentence)
  return filter
}
const sentence = (text: string): string => readFilter(text).problem?.sentence ?? 'no problem'

describe('a filter in words', () => {
  it('is conditions joined by and, or and not; "and" binds closer than "or"', () => {
    expect(read('algorithm = ppo and evaluationReturn.last > 400 and tag = "paper"')).toEqual({
      kind: 'and',
      parts: [
        { kind: 'compare', field: 'algorithm', operator: '=', value: { kind: 'text', text: 'ppo' } },
        { kind: 'compare', field: 'evaluationReturn.last', operator: '>', value: { kind: 'number', value: 400 } },
        { kind: 'compare', field: 'tag', operator: '=', value: { kind: 'text', text: 'paper' } },
      ],
    })
    const word = (text: string): Filter => ({ kind: 'word', text })
    expect(read('a or b AND not (c or d)')).toEqual({
      kind: 'or',
      parts: [
        word('a'),
        {
          kind: 'and',
          parts: [word('b'), { kind: 'not', part: { kind: 'or', parts: [word('c'), word('d')] } }],
        },
      ],
    })
    expect(read('cart "longer horizon"')).toEqual({ kind: 'and', parts: [word('cart'), word('longer horizon')] })
    expect(read('  ')).toEqual({ kind: 'all' })
  })

  it('reads amounts with their multiples and units', () => {
    const value = (text: string): unknown => (read(text) as { value: unknown }).value
    expect(value('steps >= 10k')).toEqual({ kind: 'number', value: 10_000 })
    expect(value('steps<1.5M')).toEqual({ kind: 'number', value: 1_500_000 })
    expect(value('learningRate = 3e-4')).toEqual({ kind: 'number', value: 3e-4 })
    expect(value('duration > 2 min')).toEqual({ kind: 'duration', seconds: 120 })
    expect(value('duration > 1h 30 min')).toEqual({ kind: 'duration', seconds: 5_400 })
    expect(value('created > 2026-11-01')).toEqual({ kind: 'date', text: '2026-11-01' })
    expect(value('ended < 2026-11-01 9:30')).toEqual({ kind: 'date', text: '2026-11-01 9:30' })
    expect(value('policy.hidden = (64, 64)')).toEqual({ kind: 'text', text: '(64, 64)' })
    expect(read('created within 7 days')).toEqual({ kind: 'within', field: 'created', seconds: 604_800 })
    expect(read('locked')).toEqual({
      kind: 'compare',
      field: 'locked',
      operator: '=',
      value: { kind: 'flag', value: true },
    })
    expect(read('status not in (failed, queued)')).toEqual({
      kind: 'not',
      part: {
        kind: 'in',
        field: 'status',
        values: [
          { kind: 'text', text: 'failed' },
          { kind: 'text', text: 'queued' },
        ],
      },
    })
  })

  it('says in a sentence what is wrong, where, and what was probably meant', () => {
    expect(readFilter('seed = 3 and algoritm = ppo').problem).toEqual({
      sentence: 'No field is called “algoritm” at character 14. Did you mean algorithm?',
      start: 13,
      end: 21,
    })
    expect(sentence('has evaluationRetrun')).toContain('Did you mean evaluationReturn?')
    expect(sentence('update.learnigRate > 1')).toContain('Did you mean update.learningRate?')
    expect(sentence('xyzzy = 1')).toBe('No field is called “xyzzy” at character 1.')
    expect(sentence('lambda = 0.9')).toBe(
      '“lambda” at character 1 may be update.lambda or estimator.lambda or lambda.last: write one of them.',
    )
    expect(sentence('seed = three')).toBe(
      'seed is compared with a number such as 400, 10k or 3e-4; “three” at character 8 is none.',
    )
    expect(sentence('duration > 90')).toContain('with its unit, such as 30 s')
    expect(sentence('created > 2026-02-30')).toContain('“2026-02-30” at character 11 is none')
    expect(sentence('algorithm > ppo')).toBe(
      'algorithm is a text: “>” at character 11 doesn’t apply; use = != ~ !~ or in.',
    )
    expect(sentence('algorithm =')).toBe('A value for algorithm is missing at the end.')
    expect(sentence('algorithm = and x')).toBe('A value for algorithm is missing before “and” at character 13.')
    expect(sentence('(seed = 1')).toBe('The parenthesis opened at character 1 is not closed.')
    expect(sentence('seed = 1)')).toBe('“)” at character 9 has nothing to belong to.')
    expect(sentence('seed in 1')).toContain('a list in parentheses is expected: seed in (a, b)')
    expect(sentence('name = "half')).toBe('The text that begins at character 8 has no closing quotation mark.')
    expect(sentence('= 3')).toBe('A field’s name is missing before “=” at character 1.')
    expect(sentence('seed = 1 and')).toBe('A condition is missing at the end.')
    expect(sentence('('.repeat(5_000))).toContain('levels deep')
  })
})

describe('a field’s name', () => {
  const idOf = (name: string): string => {
    const found = findField(name)
    return found.kind === 'field' ? found.field.id : found.kind
  }
  it('may be the end of a parameter’s path: the shortest path counts', () => {
    expect(idOf('update.learningRate')).toBe('update.learningRate')
    expect(idOf('learningRate')).toBe('update.learningRate')
    expect(idOf('fit.learningRate')).toBe('ambiguous')
    expect(idOf('critic.fit.learningRate')).toBe('critic.fit.learningRate')
    expect(idOf('hidden')).toBe('policy.hidden')
    expect(idOf('optimiser')).toBe('update.optimiser')
    expect(idOf('update.kind')).toBe('update')
    expect(idOf('environment.parameters.gravity')).toBe('environment.parameters.gravity')
  })
  it('is a run’s own before anything else, and a metric’s is its last value', () => {
    expect(idOf('steps')).toBe('steps')
    expect(idOf('envSteps')).toBe('steps')
    expect(idOf('evaluationReturn')).toBe('evaluationReturn.last')
    expect(idOf('RETURN.best')).toBe('return.best')
    expect(idOf('learningRate.last')).toBe('learningRate.last')
  })
})

const arbitraryText = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('and', 'OR', 'locked', '10k', 'a b', 'say "hi"', '\\', 'name', 'in'),
)
const amount = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
function literalOf(field: RunField): fc.Arbitrary<Literal> {
  const text = arbitraryText.map((value): Literal => ({ kind: 'text', text: value }))
  const number = amount.map((value): Literal => ({ kind: 'number', value }))
  switch (field.kind) {
    case 'text':
      return text
    case 'number':
      return number
    case 'parameter':
      return fc.oneof(text, number)
    case 'duration':
      return amount.map((seconds): Literal => ({ kind: 'duration', seconds }))
    case 'date':
      return fc
        .constantFrom('2026-11-01', '2026', '2026-11', '2026-11-01 10:30', 'today')
        .map((value): Literal => ({ kind: 'date', text: value }))
    case 'flag':
      return fc.boolean().map((value): Literal => ({ kind: 'flag', value }))
  }
}
const anyField = fc.constantFrom(...runFields, ...metricFields, ...parameterFields)
const condition: fc.Arbitrary<Filter> = fc.oneof(
  anyField.map((field): Filter => ({ kind: 'has', field: field.id })),
  arbitraryText.map((text): Filter => ({ kind: 'word', text })),
  fc
    .constantFrom('created', 'ended')
    .chain((field) => amount.map((seconds): Filter => ({ kind: 'within', field, seconds }))),
  anyField.chain((field) =>
    fc
      .tuple(fc.constantFrom(...operatorsOf(field)), literalOf(field))
      .map(([operator, value]): Filter => ({ kind: 'compare', field: field.id, operator, value })),
  ),
  anyField.chain((field) =>
    fc
      .array(literalOf(field), { minLength: 1, maxLength: 4 })
      .map((values): Filter => ({ kind: 'in', field: field.id, values })),
  ),
)
const anyFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    condition,
    tie('filter').map((part): Filter => ({ kind: 'not', part })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('filter'), { minLength: 2, maxLength: 4 }))
      .map(([kind, parts]): Filter => ({ kind, parts })),
  ),
})).filter

function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'text':
      return quoted(literal.text)
    case 'number':
      return String(literal.value)
    case 'duration':
      return `${literal.seconds} s`
    case 'date':
      return quoted(literal.text)
    case 'flag':
      return literal.value ? 'yes' : 'no'
  }
}

/** In the filter language, so that reading it again gives the same filter. */
function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return ''
    case 'and':
    case 'or':
      return filter.parts.map((part) => printPart(part)).join(` ${filter.kind} `)
    case 'not':
      return `not ${printPart(filter.part)}`
    case 'has':
      return `has ${filter.field}`
    case 'compare':
      return `${filter.field} ${filter.operator} ${printLiteral(filter.value)}`
    case 'in':
      return `${filter.field} in (${filter.values.map(printLiteral).join(', ')})`
    case 'within':
      return `${filter.field} within ${filter.seconds} s`
    case 'word':
      return quoted(filter.text)
  }
}

const printPart = (part: Filter): string =>
  part.kind === 'and' || part.kind === 'or' ? `(${printFilter(part)})` : printFilter(part)

describe('printing', () => {
  it('and reading again gives the same filter', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(read(printFilter(filter))).toEqual(filter)
      }),
      { numRuns: 2_000 },
    )
  })
  it('is undone by reading whatever was typed: nothing throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { filter, problem } = readFilter(text)
        const isSame = problem === null && printFilter(read(printFilter(filter))) === printFilter(filter)
        expect(isSame || /[.?]$/.test(problem?.sentence ?? '')).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
