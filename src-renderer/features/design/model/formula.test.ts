import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { algorithms } from '../../../../src-shared/catalogue/algorithms.ts'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { variantOf } from './algorithm.ts'
import { choosePart } from './choose.ts'
import { formulasOf, psi } from './formula.ts'
import { newExperiment } from './new-experiment.ts'
import { catalogueOf, columns } from './parts.ts'

const rendered = (latex: string) =>
  katex.renderToString(latex, {
    throwOnError: true,
    strict: false,
    trust: (context) => context.command === '\\htmlClass',
  })
const gridworld = environmentSpec.parse({ id: 'gridworld' })
const named = (id: string) =>
  variantOf(
    algorithms.find((algorithm) => algorithm.id === id)!,
    gridworld,
    { updates: 10 },
    { name: id, slot: 0 },
  ).variant

describe('the formula of the current choice', () => {
  it.each(algorithms.map((algorithm) => algorithm.id))('%s has a term in each of the three colours', (id) => {
    const html = Object.values(formulasOf(named(id)))
      .map(rendered)
      .join('')
    for (const column of columns) expect(html).toContain(`term-${column}`)
  })

  it('draws every option of every column', () => {
    for (const column of columns) {
      for (const entry of catalogueOf[column]) {
        const outcome = choosePart(newExperiment(), 1, column, entry.id)
        const variant = outcome.ok
          ? outcome.spec.variants[1]!
          : { ...newExperiment().variants[1]!, [column]: entry.schema.parse({ kind: entry.id }) }
        for (const latex of Object.values(formulasOf(variant))) expect(() => rendered(latex)).not.toThrow()
        expect(() => rendered(entry.formula)).not.toThrow()
      }
    }
  })

  it('shows the numbers that were chosen', () => {
    const variant = named('actor-critic')
    expect(psi(variant)).toBe('\\hat A_h^{\\mathrm{GAE}(0.97)}')
    expect(formulasOf(named('trpo')).step).toContain('\\le 0.01')
    expect(formulasOf(named('ppo-clip')).step).toContain('1 \\pm 0.2')
    expect(psi({ ...variant, estimator: { ...variant.estimator, discount: 0.99, discountStates: true } })).toContain(
      '\\gamma^h',
    )
  })

  it('sums over trajectories or averages over steps, as `per` says, and expects where nothing is sampled', () => {
    expect(formulasOf(named('reinforce')).estimate).toContain('\\sum_m')
    expect(formulasOf(named('actor-critic')).estimate).toContain('\\tfrac{1}{B}')
    expect(formulasOf(named('exact-policy-gradient')).estimate).toContain('\\mathbb{E}')
  })
})
