import { allFields, fieldOf, findField, shortName, type RunField } from './fields.ts'
import { operatorsOf } from './operators.ts'
import { readNumber, timeUnits } from './quantities.ts'
import { isKeyword, quoted, readTokens, type Keyword, type Token } from './tokens.ts'

export interface Completion {
  /** What stands for it in the filter. */
  insert: string
  kind: 'field' | 'operator' | 'value' | 'word'
  /** What it means, where the word alone doesn't say it. */
  detail: string
}

export interface Completions {
  /** The part of the text that a completion takes the place of. */
  start: number
  end: number
  options: Completion[]
}

/** What may stand where the cursor is. */
type Expected =
  | { kind: 'condition' }
  | { kind: 'field' }
  | { kind: 'operator'; field: RunField }
  | { kind: 'value'; field: RunField; inList: boolean; operator: string }
  | { kind: 'list'; field: RunField }
  | { kind: 'connective' }
  | { kind: 'listEnd'; field: RunField }

const most = 60

/**
 * What can be written at the cursor, the likeliest first. `valuesOf` gives the values of a field that occur, the most
 * common first.
 */
export function completions(
  text: string,
  cursor: number,
  valuesOf: (field: RunField) => readonly string[],
): Completions {
  const { tokens } = readTokens(text)
  const touched = tokens.find((token) => token.kind !== 'sign' && token.start < cursor && cursor <= token.end)
  const start = touched?.start ?? cursor
  const end = touched?.end ?? cursor
  const typed = touched === undefined ? '' : text.slice(start, cursor).replace(/^"/, '').toLowerCase()
  const before = tokens.filter((token) => token.end <= start)
  const expected = whatIsExpected(before)
  const options = optionsFor(expected, valuesOf, typed)
    .map((option) => ({ option, rank: rankOf(option, typed) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
  // A word that is complete offers nothing more.
  const isDone = options.length === 1 && options[0]!.insert.toLowerCase() === typed
  return { start, end, options: isDone ? [] : options.slice(0, most) }
}

/**
 * Beginnings first, of these the names of one part; then beginnings of a part ("last" in "return.last"), then anywhere;
 * -1 is not at all.
 */
function rankOf({ insert, detail }: Completion, typed: string): number {
  if (typed === '') return 0
  const name = insert.replace(/^"/, '').toLowerCase()
  if (name.startsWith(typed)) return name.includes('.', typed.length) ? 1 : 0
  if (name.includes(`.${typed}`)) return 2
  // One letter is in almost everything.
  if (typed.length === 1) return -1
  if (name.includes(typed)) return 3
  return detail.toLowerCase().includes(typed) ? 4 : -1
}

function whatIsExpected(tokens: readonly Token[]): Expected {
  let expected: Expected = { kind: 'condition' }
  tokens.forEach((token, index) => (expected = after(expected, token, tokens[index + 1])))
  return expected
}

function after(expected: Expected, token: Token, next: Token | undefined): Expected {
  const isSign = (...signs: string[]): boolean => token.kind === 'sign' && signs.includes(token.text)
  const isWord = (...words: Keyword[]): boolean => words.some((word) => isKeyword(token, word))
  switch (expected.kind) {
    case 'condition':
    case 'connective':
      if (isWord('and', 'or', 'not') || isSign('(')) return { kind: 'condition' }
      if (isSign(')')) return { kind: 'connective' }
      if (isWord('has')) return { kind: 'field' }
      return ofName(token, next)
    case 'field':
      return { kind: 'connective' }
    case 'operator':
      if (isWord('not')) return expected
      if (isWord('in')) return { kind: 'list', field: expected.field }
      return { kind: 'value', field: expected.field, inList: false, operator: token.text.toLowerCase() }
    case 'list':
      return { kind: 'value', field: expected.field, inList: true, operator: '=' }
    case 'value':
      return expected.inList ? { kind: 'listEnd', field: expected.field } : { kind: 'connective' }
    case 'listEnd':
      return isSign(',')
        ? { kind: 'value', field: expected.field, inList: true, operator: '=' }
        : { kind: 'connective' }
  }
}

/** A word that is a field's name, last in the text or with something said of it, may go on with an operator. */
function ofName(token: Token, next: Token | undefined): Expected {
  const found = token.kind === 'word' ? findField(token.text) : undefined
  const goesOn =
    next === undefined ||
    (next.kind === 'sign' && !['(', ')', ','].includes(next.text)) ||
    (['in', 'within', 'contains', 'not'] as const).some((word) => isKeyword(next, word))
  return found?.kind === 'field' && goesOn ? { kind: 'operator', field: found.field } : { kind: 'connective' }
}

const word = (insert: Keyword, detail: string): Completion => ({ insert, kind: 'word', detail })
const connectives = [word('and', 'both'), word('or', 'one of them')]

function optionsFor(
  expected: Expected,
  valuesOf: (field: RunField) => readonly string[],
  typed: string,
): readonly Completion[] {
  switch (expected.kind) {
    case 'condition':
      return [
        ...fieldOptions,
        word('has', 'a value is there'),
        word('not', 'the contrary'),
        ...conditionOptions(valuesOf, typed),
      ]
    case 'field':
      return fieldOptions
    case 'operator':
      return operatorOptions(expected.field)
    case 'value':
      return valueOptions(expected.field, expected.operator, valuesOf)
    case 'list':
      return [{ insert: '(', kind: 'operator', detail: 'begins the list' }]
    case 'listEnd':
      return [
        { insert: ',', kind: 'operator', detail: 'one more' },
        { insert: ')', kind: 'operator', detail: 'ends the list' },
      ]
    case 'connective':
      return connectives
  }
}

/** A parameter by the shortest name that is its own; the title is what it is called everywhere else. */
const fieldOptions: readonly Completion[] = allFields.map((field) => ({
  insert: shortName(field),
  kind: 'field',
  detail: field.of === 'parameter' ? `${field.title} (${field.id})` : field.title,
}))

/** "cart" finds `environment = CartPole-v1`: a value that occurs, with the field it belongs to. */
function conditionOptions(valuesOf: (field: RunField) => readonly string[], typed: string): Completion[] {
  if (typed.length < 2) return []
  return ['environment', 'algorithm', 'status', 'tag', 'experiment'].flatMap((id) =>
    valuesOf(fieldOf(id)!)
      .filter((value) => value.toLowerCase().includes(typed))
      .slice(0, 4)
      .map((value): Completion => ({ insert: `${id} = ${quoted(value)}`, kind: 'value', detail: '' })),
  )
}

const operatorWords: Record<string, string> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is greater than',
  '>=': 'is at least',
  '~': 'contains',
  '!~': 'does not contain',
}
const dateWords: Record<string, string> = {
  '<': 'is before',
  '<=': 'is not after',
  '>': 'is after',
  '>=': 'is not before',
}

function operatorOptions(field: RunField): Completion[] {
  const signs = operatorsOf(field).map((insert): Completion => ({
    insert,
    kind: 'operator',
    detail: (field.kind === 'date' ? dateWords[insert] : undefined) ?? operatorWords[insert]!,
  }))
  const within: Completion[] = field.kind === 'date' ? [word('within', 'the last: within 7 days')] : []
  const list: Completion[] = field.kind === 'flag' ? [] : [word('in', 'one of a list: in (a, b)')]
  return [...signs, ...within, ...list, ...connectives]
}

function valueOptions(
  field: RunField,
  operator: string,
  valuesOf: (field: RunField) => readonly string[],
): Completion[] {
  const value = (insert: string, detail = ''): Completion => ({ insert, kind: 'value', detail })
  if (field.kind === 'flag') return [value('yes'), value('no')]
  if (operator === 'within') return ['1 day', '7 days', '30 days'].map((insert) => value(insert))
  if (field.kind === 'date') return [value('today'), value('yesterday')]
  if (field.kind === 'duration') return timeUnits.map((unit) => value(`1 ${unit}`))
  const needsNoMarks = (text: string): boolean =>
    readNumber(text) !== null || (field.kind === 'parameter' && /^\(.*\)$/.test(text))
  return valuesOf(field).map((text) => value(needsNoMarks(text) ? text : quoted(text)))
}
