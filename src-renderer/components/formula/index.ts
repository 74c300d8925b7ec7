import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { fisherFormula, gradientFormula, surrogateFormula, tableFormula } from './objective.ts'
import { policyFormula } from './policy.ts'
import { psiFormula } from './psi.ts'
import { stepFormulas } from './step.ts'
import type { Formula } from './term.ts'

/** What a variant computes: the step, what it climbs, the estimate of Psi in it, and the policy. */
export function formulasOf(variant: VariantSpec, environment: EnvironmentSpec): Formula[] {
  return [
    ...stepFormulas(variant, environment),
    ...objectiveFormulas(variant, environment),
    psiFormula(variant),
    policyFormula(variant, environment),
  ]
}

function objectiveFormulas(variant: VariantSpec, environment: EnvironmentSpec): Formula[] {
  const exact = 'exact' in variant.collection
  switch (variant.update.kind) {
    case 'gradient-ascent':
      return [gradientFormula(variant, environment)]
    case 'natural-gradient':
      return [gradientFormula(variant, environment), fisherFormula(variant, environment)]
    case 'trust-region':
      return [surrogateFormula(variant, environment), ...(exact ? [] : [fisherFormula(variant, environment)])]
    case 'kl-penalty':
    case 'clip':
      return [surrogateFormula(variant, environment)]
    case 'policy-iteration':
      return [tableFormula(variant, environment)]
  }
}

/** What the symbols mean that neither the chapter nor the formulas explain; a sentence each. */
export function legendOf(formulas: readonly Formula[]): string[] {
  const latex = formulas.flatMap(({ terms }) => terms.map((term) => term.latex)).join(' ')
  const sentences: [RegExp, string][] = [
    [/\(1-t\)|\\pi t/, 't: the share of the budget that is spent, from 0 to 1.'],
    [/\\sigma_R/, 'σ_R: the running standard deviation of the discounted return.'],
    [/\\sigma_o/, 'o: what the world shows; μ_o, σ_o: its running mean and standard deviation.'],
    [/\{B\}/, 'B: the number of steps in the batch.'],
  ]
  return sentences.filter(([symbol]) => symbol.test(latex)).map(([, sentence]) => sentence)
}
