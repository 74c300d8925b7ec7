import { findField, nearestField, type RunField } from './fields.ts'
import type { Comparison, Filter, Literal } from './filter.ts'
import { kindWords, operatorsOf } from './operators.ts'
import { isClock, readDuration, readInterval, readNumber, secondsOf } from './quantities.ts'
import { flagWords, isKeyword, keywords, place, readTokens, type FilterProblem, type Token } from './tokens.ts'

export type ReadFilter = { filter: Filter; problem: null } | { filter: null; problem: FilterProblem }

/** Reads a filter, or says in a sentence what can't be read, and where. */
export function readFilter(text: string): ReadFilter {
  const { tokens, problem } = readTokens(text)
  if (problem !== null) return { filter: null, problem }
  if (tokens.length === 0) return { filter: { kind: 'all' }, problem: null }
  try {
    return { filter: new Reader(tokens, text.length).whole(), problem: null }
  } catch (failure) {
    if (failure instanceof Unreadable) return { filter: null, problem: failure.problem }
    throw failure
  }
}

class Unreadable extends Error {
  readonly problem: FilterProblem
  constructor(problem: FilterProblem) {
    super(problem.sentence)
    this.problem = problem
  }
}

const deepest = 100

/**
 * or    := and ("or" and)*
 * and   := unary ("and"? unary)*
 * unary := "not" unary | "(" or ")" | condition
 */
class Reader {
  private at = 0
  private depth = 0
  private readonly tokens: readonly Token[]
  private readonly length: number
  constructor(tokens: readonly Token[], length: number) {
    this.tokens = tokens
    this.length = length
  }

  whole(): Filter {
    const filter = this.or()
    const rest = this.peek()
    if (rest !== undefined) this.refuse(`“${rest.text}” ${place(rest.start)} has nothing to belong to.`, rest)
    return filter
  }

  private or(): Filter {
    const parts = [this.and()]
    while (isKeyword(this.peek(), 'or')) {
      this.at++
      parts.push(this.and())
    }
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts }
  }

  private and(): Filter {
    const parts = [this.unary()]
    for (;;) {
      const next = this.peek()
      if (isKeyword(next, 'and')) this.at++
      // Conditions side by side: both have to hold.
      else if (next === undefined || isKeyword(next, 'or') || (next.kind === 'sign' && next.text !== '(')) break
      parts.push(this.unary())
    }
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts }
  }

  private unary(): Filter {
    if (++this.depth > deepest) this.refuse(`Parentheses and “not” may stand in one another ${deepest} levels deep.`)
    const filter = this.unaryInside()
    this.depth--
    return filter
  }

  private unaryInside(): Filter {
    if (isKeyword(this.peek(), 'not')) {
      this.at++
      return { kind: 'not', part: this.unary() }
    }
    const opened = this.peek()
    if (this.takeSign('(')) {
      const inside = this.or()
      if (!this.takeSign(')')) this.refuse(`The parenthesis opened ${place(opened!.start)} is not closed.`, opened)
      return inside
    }
    return this.condition()
  }

  private condition(): Filter {
    const token = this.peek()
    if (token === undefined) this.refuse(`A condition is missing at the end.`)
    if (token.kind === 'sign')
      this.refuse(`A field’s name is missing before “${token.text}” ${place(token.start)}.`, token)
    if (isKeyword(token, 'has')) {
      this.at++
      return { kind: 'has', field: this.field('has').id }
    }
    if (token.kind === 'word' && (keywords as readonly string[]).includes(token.text.toLowerCase()))
      this.refuse(
        `A condition is missing before “${token.text}” ${place(token.start)}; to search for the word, write "${token.text}".`,
        token,
      )
    return this.isFieldName() ? this.comparison(this.field('')) : this.word()
  }

  /** A word is a field's name when something is said of it. */
  private isFieldName(): boolean {
    const next = this.tokens[this.at + 1]
    if (next?.kind === 'sign') return !['(', ')', ','].includes(next.text)
    if (isKeyword(next, 'not')) {
      const after = this.tokens[this.at + 2]
      return (isKeyword(after, 'in') && this.tokens[this.at + 3]?.text === '(') || isKeyword(after, 'contains')
    }
    return (['in', 'within', 'contains'] as const).some((keyword) => isKeyword(next, keyword))
  }

  private word(): Filter {
    const token = this.tokens[this.at++]!
    const word = token.text.toLowerCase()
    if (token.kind === 'word' && flagWords.includes(word))
      return { kind: 'compare', field: word, operator: '=', value: { kind: 'flag', value: true } }
    return { kind: 'word', text: token.text }
  }

  private field(after: string): RunField {
    const token = this.peek()
    if (token === undefined) this.refuse(`A field’s name is missing after “${after}” at the end.`)
    if (token.kind !== 'word')
      this.refuse(`A field’s name is expected ${place(token.start)}, without quotation marks.`, token)
    this.at++
    const found = findField(token.text)
    if (found.kind === 'field') return found.field
    if (found.kind === 'ambiguous') {
      const names = found.candidates.map(({ id }) => id)
      this.refuse(`“${token.text}” ${place(token.start)} may be ${names.join(' or ')}: write one of them.`, token)
    }
    const meant = nearestField(token.text)
    const question = meant === undefined ? '' : ` Did you mean ${meant}?`
    this.refuse(`No field is called “${token.text}” ${place(token.start)}.${question}`, token)
  }

  private comparison(field: RunField): Filter {
    const negated = isKeyword(this.peek(), 'not')
    if (negated) this.at++
    const sign = this.tokens[this.at++]!
    if (isKeyword(sign, 'in')) {
      const filter: Filter = { kind: 'in', field: field.id, values: this.list(field) }
      return negated ? { kind: 'not', part: filter } : filter
    }
    if (isKeyword(sign, 'within')) {
      if (field.kind !== 'date') this.refuse(`“within” ${place(sign.start)} needs a date such as created.`, sign)
      return { kind: 'within', field: field.id, seconds: this.duration(field) }
    }
    const contains = negated ? '!~' : '~'
    const operator = (isKeyword(sign, 'contains') ? contains : sign.text) as Comparison
    if (!operatorsOf(field).includes(operator))
      this.refuse(
        `${field.id} is ${kindWords[field.kind]}: “${sign.text}” ${place(sign.start)} doesn’t apply; ` +
          `use ${operatorsOf(field).join(' ')} or in.`,
        sign,
      )
    return { kind: 'compare', field: field.id, operator, value: this.literal(field) }
  }

  private list(field: RunField): Literal[] {
    const opened = this.peek()
    if (!this.takeSign('(')) this.refuse(`After “in” a list in parentheses is expected: ${field.id} in (a, b).`, opened)
    const values = [this.literal(field)]
    while (this.takeSign(',')) values.push(this.literal(field))
    if (!this.takeSign(')')) this.refuse(`The list opened ${place(opened!.start)} is not closed.`, opened)
    return values
  }

  private literal(field: RunField): Literal {
    const token = this.peek()
    if (field.kind === 'parameter' && token?.kind === 'sign' && token.text === '(') return this.vector()
    this.needValue(field)
    switch (field.kind) {
      case 'text':
        return { kind: 'text', text: this.next().text }
      case 'parameter': {
        const { kind, text } = this.next()
        const value = kind === 'word' ? readNumber(text) : null
        return value === null ? { kind: 'text', text } : { kind: 'number', value }
      }
      case 'number': {
        const { text } = this.next()
        const value = readNumber(text)
        if (value === null) this.refuseValue(field, 'a number such as 400, 10k or 3e-4')
        return { kind: 'number', value }
      }
      case 'duration':
        return { kind: 'duration', seconds: this.duration(field) }
      case 'date': {
        let { text } = this.next()
        const clock = this.peek()
        if (clock?.kind === 'word' && isClock(clock.text) && /^\d+-\d+-\d+$/.test(text)) text += ` ${this.next().text}`
        if (readInterval(text, 0) === null)
          this.refuseValue(field, 'a date such as 2026-11-01, 2026-11, "2026-11-01 10:30" or today')
        return { kind: 'date', text }
      }
      case 'flag': {
        const text = this.next().text.toLowerCase()
        if (!['yes', 'no', 'true', 'false', 'on', 'off'].includes(text)) this.refuseValue(field, 'yes or no')
        return { kind: 'flag', value: ['yes', 'true', 'on'].includes(text) }
      }
    }
  }

  /** "(64, 64)", as the interface writes several numbers. */
  private vector(): Literal {
    const opened = this.next()
    const entries = [this.next().text]
    while (this.takeSign(',')) entries.push(this.next().text)
    if (!this.takeSign(')')) this.refuse(`The parenthesis opened ${place(opened.start)} is not closed.`, opened)
    return { kind: 'text', text: `(${entries.join(', ')})` }
  }

  /** "2 min", "2min", "1 h 30 min", in seconds. */
  private duration(field: RunField): number {
    this.needValue(field)
    let seconds = 0
    let any = false
    for (;;) {
      const [token, unit] = [this.peek(), this.tokens[this.at + 1]]
      if (token?.kind !== 'word') break
      const joined = readDuration(token.text)
      const amount = readNumber(token.text)
      const perUnit = unit?.kind === 'word' ? secondsOf(unit.text) : null
      if (joined === null && (amount === null || perUnit === null)) break
      seconds += joined ?? amount! * perUnit!
      this.at += joined === null ? 2 : 1
      any = true
    }
    if (!any) {
      this.at++
      this.refuseValue(field, 'a length of time with its unit, such as 30 s, 2 min, 1 h or 7 days')
    }
    return seconds
  }

  private needValue(field: RunField): void {
    const token = this.peek()
    const isConnective = isKeyword(token, 'and') || isKeyword(token, 'or')
    if (token !== undefined && token.kind !== 'sign' && !isConnective) return
    const where = token === undefined ? 'at the end' : `before “${token.text}” ${place(token.start)}`
    this.refuse(`A value for ${field.id} is missing ${where}.`, token)
  }

  /** Of the token that was taken last. */
  private refuseValue(field: RunField, expected: string): never {
    const token = this.tokens[this.at - 1]!
    this.refuse(`${field.id} is compared with ${expected}; “${token.text}” ${place(token.start)} is none.`, token)
  }

  private peek(): Token | undefined {
    return this.tokens[this.at]
  }

  private next(): Token {
    const token = this.tokens[this.at++]
    if (token === undefined) this.refuse('A value is missing at the end.')
    return token
  }

  private takeSign(sign: string): boolean {
    const token = this.peek()
    if (token?.kind !== 'sign' || token.text !== sign) return false
    this.at++
    return true
  }

  private refuse(sentence: string, token?: Token): never {
    throw new Unreadable({ sentence, start: token?.start ?? this.length, end: token?.end ?? this.length })
  }
}
