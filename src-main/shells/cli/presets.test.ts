import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import { root } from './with-app.ts'

const preset = z.strictObject({
  title: z.string().min(1).max(80),
  sentence: z.string().regex(/^\p{Lu}.*\.$/u),
  spec: z.unknown(),
})
const presets = new Map(
  globSync('resources/presets/*.json', { cwd: root }).map((path) => [
    basename(path, '.json'),
    preset.parse(JSON.parse(readFileSync(join(root, path), 'utf8'))),
  ]),
)
const specOf = (id: string) => experimentSpec.parse(presets.get(id)!.spec)

describe('presets', () => {
  it.each([...presets.keys()])('%s is a spec that fits', (id) => {
    const parsed = experimentSpec.safeParse(presets.get(id)!.spec)
    expect(parsed.error?.issues ?? []).toEqual([])
  })

  it('hold what the issue asks for', () => {
    const titles = [...presets.values()].map(({ title }) => title)
    expect(titles).toContain('CartPole: four algorithms, five seeds')
    expect(titles).toContain('Gridworld: tabular against linear against neural')
    expect(specOf('cartpole-four-algorithms')).toMatchObject({
      environment: { id: 'CartPole-v1' },
      seeds: [1, 2, 3, 4, 5],
    })
    expect(specOf('cartpole-four-algorithms').variants).toHaveLength(4)
    expect(new Set(specOf('gridworld-parameterizations').variants.map(({ policy }) => policy.kind))).toEqual(
      new Set(['tabular-softmax', 'linear-softmax', 'neural-softmax']),
    )
    const example = specOf('example')
    expect(example.variants.length * example.seeds.length).toBe(6)
  })

  it('evaluate at the same env steps where updates take different ones', () => {
    const byEnvSteps = [...presets.keys()].map(specOf).filter(({ budget }) => 'envSteps' in budget)
    expect(byEnvSteps.length).toBeGreaterThan(9)
    expect(byEnvSteps.map(({ evaluation }) => evaluation?.every)).toEqual(byEnvSteps.map(() => ({ envSteps: 10_000 })))
  })

  it('have one for each box of the chapter', () => {
    const boxes = [...presets.keys()].filter((id) => id.startsWith('box-')).flatMap((id) => specOf(id).variants)
    const isExact = (variant: (typeof boxes)[number]) => 'exact' in variant.collection
    const kinds = (chosen: typeof boxes) =>
      new Set(chosen.map(({ estimator, update }) => (update.kind === 'gradient-ascent' ? estimator.kind : update.kind)))
    expect(kinds(boxes.filter((variant) => !isExact(variant)))).toEqual(
      new Set([
        'total-return',
        'reward-to-go',
        'mean-baseline',
        'learned-baseline',
        'advantage',
        'importance-sampling',
        'natural-gradient',
        'trust-region',
        'kl-penalty',
        'clip',
        'policy-iteration',
      ]),
    )
    expect(kinds(boxes.filter(isExact))).toEqual(
      new Set(['exact-advantage', 'natural-gradient', 'trust-region', 'kl-penalty', 'policy-iteration']),
    )
  })
})
