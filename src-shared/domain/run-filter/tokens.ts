import { readNumber } from './quantities.ts'

/** A piece of a filter's text; `start` and `end` are places in it. */
export interface Token {
  kind: 'word' | 'text' | 'sign'
  /** Without quotation marks. */
  text: string
  start: number
  end: number
}

/** What can't be read, as a sentence; from `start` to `end` in the filter's text. */
export interface FilterProblem {
  sentence: string
  start: number
  end: number
}

/** Longer signs first: "<=" is not "<" and "=". */
const signs = ['!=', '!~', '<=', '>=', '==', '=', '<', '>', '~', '(', ')', ','] as const

const isSpace = (character: string): boolean => /\s/.test(character)
const endsWord = (text: string, at: number): boolean =>
  isSpace(text[at]!) || text[at] === '"' || signs.some((sign) => text.startsWith(sign, at))

/**
 * Words, texts in quotation marks (with \" and \\ inside) and signs. A text whose closing mark is missing reaches to the
 * end, and is a problem.
 */
export function readTokens(text: string): { tokens: Token[]; problem: FilterProblem | null } {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (isSpace(text[at]!)) {
      at++
      continue
    }
    const start = at
    const sign = signs.find((candidate) => text.startsWith(candidate, start))
    if (sign !== undefined) {
      at += sign.length
      tokens.push({ kind: 'sign', text: sign === '==' ? '=' : sign, start, end: at })
    } else if (text[at] === '"') {
      let inside = ''
      for (at++; at < text.length && text[at] !== '"'; at++) {
        if (text[at] === '\\' && at + 1 < text.length) at++
        inside += text[at]
      }
      const closed = at < text.length
      if (closed) at++
      tokens.push({ kind: 'text', text: inside, start, end: at })
      if (!closed)
        return {
          tokens,
          problem: { sentence: `The text that begins ${place(start)} has no closing quotation mark.`, start, end: at },
        }
    } else {
      while (at < text.length && !endsWord(text, at)) at++
      tokens.push({ kind: 'word', text: text.slice(start, at), start, end: at })
    }
  }
  return { tokens, problem: null }
}

/** Where something stands, as a person counts. */
export const place = (start: number): string => `at character ${start + 1}`

/** Words with a meaning of their own, unless they stand in quotation marks. */
export const keywords = ['and', 'or', 'not', 'has', 'in', 'within', 'contains'] as const
export type Keyword = (typeof keywords)[number]

export const isKeyword = (token: Token | undefined, keyword: Keyword): boolean =>
  token?.kind === 'word' && token.text.toLowerCase() === keyword

/** A field that is yes or no may stand alone: "locked" is "locked = yes". */
export const flagWords: readonly string[] = ['locked']

const plainWord = /^[^\s"!=<>~(),]+$/

/** As it is written in a filter: in quotation marks where it would be read as something else. */
export function quoted(text: string): string {
  const word = text.toLowerCase()
  const isPlain = plainWord.test(text) && ![...keywords, ...flagWords].includes(word) && readNumber(text) === null
  return isPlain ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
