import { describe, expect, it } from 'vitest'
import { experimentSpec } from '../domain/spec.ts'
import { variantLines } from '../words/variant-lines.ts'
import { whatDiffers } from './what-differs.ts'

const spec = experimentSpec.parse({
  name: 'x',
  environment: { id: 'gridworld' },
  variants: [
    {
      name: 'a',
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    },
    {
      name: 'b',
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent', learningRate: 0.5, optimiser: { kind: 'sgd' } },
    },
    {
      name: 'c',
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'natural-gradient' },
    },
  ],
})
const lines = [0, 1, 2].map((index) => variantLines({ spec }, index))
const differing = (...indices: number[]) => whatDiffers(indices.map((index) => lines[index]!))

describe('what differs', () => {
  it('is nothing between equals, and nothing of one', () => {
    expect(differing(0, 0)).toEqual([])
    expect(differing(0)).toEqual([])
  })
  it('names settings by their title, and what one choice alone has is shown against a dash', () => {
    expect(differing(0, 1)).toEqual([
      { label: 'learning rate η', path: 'update.learningRate', values: ['0.01', '0.5'] },
      { label: 'optimiser', path: 'update.optimiser', values: ['Adam', 'plain'] },
      { label: 'β₁', path: 'update.optimiser.beta1', values: ['0.9', '–'] },
      { label: 'β₂', path: 'update.optimiser.beta2', values: ['0.999', '–'] },
      { label: 'ε', path: 'update.optimiser.epsilon', values: ['1e-5', '–'] },
    ])
  })
  it('names another choice, and only the settings that both choices have', () => {
    const labels = differing(0, 2).map((difference) => difference.label)
    expect(labels).toContain('update')
    expect(labels).not.toContain('learning rate η')
    expect(labels).not.toContain('δ')
  })
})
