/** The three choices that an algorithm is made of. */
export type Choice = 'policy' | 'estimator' | 'update'

/** A piece of a formula, and the choice that it comes from, where it comes from one. */
export interface Term {
  latex: string
  choice?: Choice
}

export interface Formula {
  /** What it gives: the step, the objective or gradient that the step uses, what its symbols mean. */
  id: 'step' | 'search' | 'penalty' | 'objective' | 'fisher' | 'psi' | 'policy'
  terms: readonly Term[]
}

export const plain = (latex: string): Term => ({ latex })
export const policy = (latex: string): Term => ({ latex, choice: 'policy' })
export const estimator = (latex: string): Term => ({ latex, choice: 'estimator' })
export const update = (latex: string): Term => ({ latex, choice: 'update' })

/** For KaTeX; a choice's terms carry a class, which the stylesheet gives its colour. */
export const latexOf = ({ terms }: Formula): string =>
  terms.map(({ latex, choice }) => (choice ? `\\htmlClass{term-${choice}}{${latex}}` : latex)).join(' ')

/** 0.01, 2.5 · 10⁻⁵; a question mark while a field holds no number. */
export function number(value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '\\text{?}'
  const [digits, exponent] = String(value).split('e')
  if (exponent !== undefined) return powerOfTen(digits!, Number(exponent))
  if (Math.abs(value) >= 1e-3 || value === 0) return String(value)
  const [small, negative] = value.toExponential().split('e')
  return powerOfTen(small!, Number(negative))
}

const powerOfTen = (digits: string, exponent: number): string =>
  `${digits === '1' ? '' : `${digits} \\cdot `}10^{${exponent}}`

/** gamma to some power; nothing where gamma is 1. */
export const discounted = (discount: unknown, exponent: string): string =>
  discount === 1 ? '' : `${number(discount)}^{${exponent}}\\,`

/**
 * A value that follows a schedule; k counts the updates done, t is the share of the budget that is spent (core:
 * updates/schedule.ts).
 */
export function scheduled(kind: string, first: unknown): string {
  switch (kind) {
    case 'inverse-sqrt':
      return `\\tfrac{${number(first)}}{\\sqrt{k+1}}`
    case 'linear':
      return `${number(first)}\\,(1-t)`
    case 'cosine':
      return `${number(first)}\\,\\tfrac{1+\\cos \\pi t}{2}`
    default:
      return number(first)
  }
}
