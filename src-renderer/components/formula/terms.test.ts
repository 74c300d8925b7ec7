import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { formulasOf } from './index.ts'
import { latexOf } from './term.ts'
import { at, bases, environment, others, shown, withAt } from './test-designs.ts'
import type { Part } from './test-designs.ts'

describe('each term, in every combination', () => {
  const each = (check: (variant: VariantSpec, latex: string) => void) => {
    for (const base of bases) check(base, shown(base))
  }

  it('is drawn', () => {
    for (const base of bases)
      for (const formula of formulasOf(base, environment)) {
        const html = katex.renderToString(latexOf(formula), {
          throwOnError: true,
          strict: false,
          trust: (context) => context.command === '\\htmlClass',
        })
        expect(html).not.toContain('katex-error')
      }
  })

  it('is drawn while a field holds text that is no number', () => {
    for (const base of bases)
      for (const path of Object.keys(others).filter((each) => typeof at(base, each) === 'number')) {
        const unfinished = withAt(base as unknown as Part, path.split('.'), 'abc') as unknown as VariantSpec
        expect(() => formulasOf(unfinished, environment)).not.toThrow()
        expect(shown(unfinished)).not.toMatch(/NaN|undefined/)
      }
  })

  it('has terms of all three choices', () => {
    each((_, latex) => {
      for (const column of ['policy', 'estimator', 'update']) expect(latex).toContain(`term-${column}}`)
    })
  })

  it('uses every symbol that Ψ’s definitions introduce', () => {
    const asked = ['estimator.selfNormalised', 'estimator.normalise', 'estimator.discountStates']
    const switchedOn = (base: VariantSpec) =>
      asked
        .filter((path) => at(base, path) === false)
        .map((path) => withAt(base as unknown as Part, path.split('.'), true) as unknown as VariantSpec)
    for (const variant of bases.flatMap((base) => [base, ...switchedOn(base)])) {
      const psi = formulasOf(variant, environment).find(({ id }) => id === 'psi')
      const equations = (psi?.terms ?? []).map(({ latex }) => latex).filter((latex) => latex.includes('='))
      equations.slice(1).forEach((definition, index) => {
        // Another step's: delta_h comes as delta_{h+l}.
        const symbol = /^(.+?)(?:\(| =| \\text|\^)/.exec(definition)![1]!.replace(/_h$/, '_')
        const rest = equations.filter((_, other) => other !== index + 1).join(' ')
        expect(rest, `${JSON.stringify(variant.estimator)} defines ${definition}`).toContain(symbol)
      })
    }
  })

  it('takes states and advantages of the old policy', () => {
    each((_, latex) => {
      expect(latex).not.toContain('\\sim \\rho_\\theta}')
      expect(latex).not.toContain('A_h^{\\pi_\\theta}')
    })
    for (const base of bases.filter(({ collection }) => 'exact' in collection)) {
      expect(shown(base)).toContain('A_h^{\\pi_{\\theta^k}}')
      expect(shown(base)).toMatch(/\\sim \\rho_\{\\theta\^k\}|\\Pr_\{\\theta\^k\}/)
    }
  })

  it('sums, averages or expects, as collection and `per` say', () => {
    for (const base of bases.filter(({ update }) => update.kind !== 'policy-iteration')) {
      const { collection, update } = base
      const trajectories = 'trajectories' in collection && !('dataset' in collection)
      const perStep = 'per' in update && update.per === 'step'
      const latex = shown(base)
      expect(/\\mathbb\{E\}_\{(\\tau|s_0)/.test(latex)).toBe('exact' in collection)
      expect(latex.includes('\\tfrac{1}{24}')).toBe('stepsPerCopy' in collection)
      expect(latex.includes('\\tfrac{1}{6}')).toBe(trajectories && !perStep)
      expect(latex.includes('\\tfrac{1}{B}')).toBe(trajectories && perStep)
    }
  })

  it('has the KL of trajectories where it is solved, and the mean KL of the batch where it is sampled', () => {
    each(({ collection, update }, latex) => {
      const constrained =
        update.kind === 'trust-region' ||
        update.kind === 'kl-penalty' ||
        (update.kind === 'natural-gradient' && update.step.kind === 'normalised')
      const ofTrajectories = latex.includes('\\mathrm{KL}(\\rho_{\\theta^k}')
      const ofStates = latex.includes('\\mathrm{KL}(\\pi_{\\theta^k}(\\cdot \\mid s_h)')
      expect([ofTrajectories, ofStates]).toEqual([
        constrained && 'exact' in collection,
        constrained && !('exact' in collection),
      ])
    })
  })

  it('says argmax only where a maximum is taken', () => {
    each(({ collection, update }, latex) => {
      const exact = 'exact' in collection
      expect(latex.includes('\\arg\\max')).toBe(
        update.kind === 'policy-iteration' || update.kind === 'trust-region' || (update.kind === 'kl-penalty' && exact),
      )
      const steps = !exact && (update.kind === 'kl-penalty' || update.kind === 'clip')
      expect(latex.includes('\\theta^{k+1} \\approx')).toBe(update.kind === 'trust-region' && !exact)
      expect(latex.includes('\\nabla L')).toBe(steps || (update.kind === 'trust-region' && !exact))
    })
  })

  it('has scaled rewards and normalised observations where the variant has them', () => {
    const latex = (normalisation: object, estimator: object = { kind: 'reward-to-go' }) =>
      shown(
        variantSpec.parse({
          name: 'a',
          policy: { kind: 'neural-softmax' },
          normalisation,
          estimator,
          update: { kind: 'gradient-ascent' },
        }),
      )
    expect(latex({})).not.toMatch(/clip|tilde r|sigma/)
    const scaled = latex({ rewards: true, rewardClip: 7 })
    expect(scaled).toContain("\\tilde r_{h'}")
    expect(scaled).toContain('\\tilde r_h = \\mathrm{clip}(r_h / \\sigma_R,\\, \\pm 7)')
    expect(latex({ rewards: true }, { kind: 'total-return' })).toMatch(/sum.* \\tilde r_h/)
    expect(latex({ rewards: true }, { kind: 'advantage' })).toContain('\\delta_h = \\tilde r_h')
    expect(latex({ observations: true, observationClip: 3 })).toContain('\\tfrac{o - \\mu_o}{\\sigma_o},\\, \\pm 3')
  })

  it('has the action range of a squashed Gaussian', () => {
    const squashed = variantSpec.parse({
      name: 'a',
      policy: { kind: 'neural-gaussian', squash: true },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    })
    const latex = (id: string, more = {}) => shown(squashed, environmentSpec.parse({ id, ...more }))
    expect(latex('Pendulum-v1')).toContain('a = 2 \\tanh u')
    expect(latex('MountainCarContinuous-v0')).toContain('a = \\tanh u')
    expect(latex('lqr', { actionLimit: 7.5 })).toContain('a = 7.5 \\tanh u')
    expect(latex('module', { path: 'world.mjs' })).toContain('a_{\\max}')
  })
})
