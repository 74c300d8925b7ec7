import { describe, expect, it } from 'vitest'
import { criticSpec } from '../../../src-shared/catalogue/critic.ts'
import { environmentCatalogue } from '../../../src-shared/catalogue/environments/index.ts'
import { estimatorCatalogue } from '../../../src-shared/catalogue/estimators/index.ts'
import { policyCatalogue } from '../../../src-shared/catalogue/policies/index.ts'
import { updateCatalogue } from '../../../src-shared/catalogue/updates/index.ts'
import { collectionSpec } from '../../../src-shared/catalogue/collection.ts'
import { budgetSpec } from '../../../src-shared/domain/budget.ts'
import { experimentShape } from '../../../src-shared/domain/spec.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import { fieldsOf, fitsShape, rangeText } from './field.ts'
import type { Field } from './field.ts'

const all = (fields: Field[]): Field[] =>
  fields.flatMap((field) => [
    field,
    ...(field.kind === 'group'
      ? all(field.fields)
      : field.kind === 'choice'
        ? field.options.flatMap((option) => all(option.fields))
        : []),
  ])
const named = (fields: Field[], key: string) => fields.find((field) => field.key === key)!
const clip = fieldsOf(updateCatalogue.find((entry) => entry.id === 'clip')!.schema)

describe('a form from a schema', () => {
  it('reads ranges, defaults and units', () => {
    expect(named(clip, 'clip')).toMatchObject({
      kind: 'number',
      title: 'clip ε',
      byDefault: 0.2,
      above: 0,
      max: 10,
      integer: false,
    })
    expect(rangeText(named(clip, 'clip'))).toBe('above 0, at most 10')
    expect(rangeText(named(clip, 'epochs'))).toBe('whole, 1 to 1,000')
    const cartPole = fieldsOf(environmentCatalogue.find((entry) => entry.id === 'CartPole-v1')!.schema)
    expect(cartPole.map((field) => field.key)).toEqual(['timeLimit', 'copies'])
    expect(named(cartPole, 'timeLimit')).toMatchObject({
      kind: 'number',
      empty: 'null',
      unit: 'steps',
      byDefault: 500,
      title: 'time limit',
      min: 1,
    })
  })

  it('knows what an empty field stands for, where it isn’t nothing', () => {
    const greedy = fieldsOf(updateCatalogue.find((entry) => entry.id === 'policy-iteration')!.schema)
    expect(named(greedy, 'exploration')).toMatchObject({ empty: 'null', emptyText: '0.02, exact 0', below: 1 })
    expect(named(clip, 'maxGradientNorm')).not.toHaveProperty('emptyText')
  })

  it('reads choices that open to fields of their own', () => {
    const optimiser = named(clip, 'optimiser')
    expect(optimiser).toMatchObject({ kind: 'choice', discriminator: 'kind' })
    if (optimiser.kind !== 'choice') throw new Error('not a choice')
    expect(optimiser.options.map((option) => option.title)).toEqual(
      expect.arrayContaining(['plain', 'momentum', 'RMSprop', 'Adam']),
    )
    expect(optimiser.options.find((option) => option.title === 'Adam')!.initial).toEqual({
      kind: 'adam',
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-5,
    })
    const evaluation = named(fieldsOf(experimentShape), 'evaluation')
    expect(evaluation).toMatchObject({ kind: 'group', empty: 'null', title: 'evaluation' })
  })

  it('tells unions apart by their keys where they have no kind', () => {
    const collection = named(fieldsOf(variantSpec), 'collection')
    expect(collection.kind === 'choice' && collection.options.map((option) => option.value)).toEqual([
      'trajectories',
      'stepsPerCopy',
      'dataset',
      'exact',
    ])
    const budget = named(fieldsOf(experimentShape), 'budget')
    expect(budget.kind === 'choice' && budget.options.map((option) => option.title)).toEqual([
      'env steps',
      'updates',
      'compute time',
    ])
    expect([
      collectionSpec.safeParse({ stepsPerCopy: 5 }).success,
      budgetSpec.safeParse({ seconds: 5 }).success,
    ]).toEqual([true, true])
  })

  it('knows tables by their shape', () => {
    const transitions = named(
      fieldsOf(environmentCatalogue.find((entry) => entry.id === 'finite-mdp')!.schema),
      'transitions',
    )
    if (transitions.kind !== 'json') throw new Error('not a table')
    expect(fitsShape([[[0.5, 0.5]]], transitions.schema)).toBe(true)
    expect([
      fitsShape([[1]], transitions.schema),
      fitsShape([], transitions.schema),
      fitsShape('x', transitions.schema),
    ]).toEqual([false, false, false])
  })

  it('gives every field of the catalogue a title and a sentence', () => {
    const schemas = [...policyCatalogue, ...estimatorCatalogue, ...updateCatalogue, ...environmentCatalogue].map(
      (entry) => entry.schema,
    )
    const fields = [...schemas, criticSpec].flatMap((schema) => all(fieldsOf(schema)))
    expect(fields.length).toBeGreaterThan(60)
    expect(fields.filter((field) => field.title === '' || field.description === '').map((field) => field.key)).toEqual(
      [],
    )
  })
})
