import { describe, expect, it } from 'vitest'
import {
  draftFrom,
  draftJson,
  edited,
  historyOf,
  issuesOfSpec,
  readSpec,
  redone,
  sentenceOfIssue,
  undone,
} from './draft.ts'
import type { Draft } from './draft.ts'
import { newExperiment } from './new-experiment.ts'

const draft = (name: string): Draft => ({ spec: { ...newExperiment(), name }, activeVariant: 0, jsonText: null })

describe('a design and its history', () => {
  it('takes a field’s typing back in one step, and a choice in one of its own', () => {
    let history = historyOf(draft('a'))
    history = edited(history, draft('ab'), 'name', 1_000)
    history = edited(history, draft('abc'), 'name', 1_400)
    history = edited(history, draft('abc, chosen'), null, 1_500)
    history = edited(history, draft('abc, chosen again'), null, 1_600)
    expect(undone(history).now.spec.name).toBe('abc, chosen')
    expect(undone(undone(undone(history))).now.spec.name).toBe('a')
    expect(redone(undone(history)).now.spec.name).toBe('abc, chosen again')
  })

  it('forgets what was taken back once something new is done', () => {
    const history = edited(undone(edited(historyOf(draft('a')), draft('b'), null, 0)), draft('c'), null, 0)
    expect(history.future).toEqual([])
    expect(undone(history).now.spec.name).toBe('a')
  })

  it('survives a restart, finished or not', () => {
    const kept = draft('kept')
    expect(draftFrom(draftJson(kept))).toEqual(kept)
    expect(draftFrom(draftJson({ ...kept, jsonText: '{ "name": ' })).jsonText).toBe('{ "name": ')
    expect(draftFrom(null).spec).toEqual(newExperiment())
  })

  it('opens as a form again when only some values are out of range', () => {
    const [variant] = newExperiment().variants
    const wrong = {
      ...newExperiment(),
      budget: { updates: 'many' },
      variants: [
        {
          ...variant!,
          estimator: { ...variant!.estimator, discount: 3 },
          policy: { ...variant!.policy, hidden: [64, 0] },
        },
      ],
    }
    const opened = draftFrom(JSON.stringify(wrong))
    expect(opened).toEqual({ spec: wrong, activeVariant: 0, jsonText: null })
    expect(issuesOfSpec(opened.spec).map((issue) => issue.path)).toEqual([
      'variants[0].policy.hidden[1]',
      'variants[0].estimator.discount',
      'budget.updates',
    ])
    expect(draftFrom('{"name": "no variants"}').jsonText).toBe('{"name": "no variants"}')
  })

  it('reads a spec with its defaults left out, and names the field that is wrong', () => {
    const short = {
      name: 'short',
      environment: { id: 'CartPole-v1' },
      variants: [
        {
          name: 'a',
          policy: { kind: 'neural-softmax' },
          estimator: { kind: 'total-return' },
          update: { kind: 'gradient-ascent' },
        },
      ],
    }
    expect(readSpec(JSON.stringify(short)).spec?.seeds).toEqual([1, 2, 3])
    expect(readSpec(JSON.stringify({ ...short, seeds: [-1] })).issues[0]!.path).toBe('seeds[0]')
    expect(readSpec('{').issues[0]!.path).toBe('')
  })

  it('says where something is wrong as a person would', () => {
    const { variants, ...rest } = newExperiment()
    const spec = { ...rest, variants: [{ ...variants[0]!, name: 'Mine' }] }
    expect(sentenceOfIssue({ path: 'variants[0].update.maxGradientNorm', message: 'should be above 0' }, spec)).toBe(
      'Mine, update, largest gradient norm: should be above 0.',
    )
    expect(sentenceOfIssue({ path: 'variants[0].policy.hidden[1]', message: 'should be at least 1' }, spec)).toBe(
      'Mine, policy, hidden layers, number 2: should be at least 1.',
    )
    expect(sentenceOfIssue({ path: 'seeds', message: 'name at least one seed' }, spec)).toBe(
      'seeds: name at least one seed.',
    )
    const module = { ...spec, environment: { id: 'module', path: '' } } as unknown as typeof spec
    expect(sentenceOfIssue({ path: 'environment.path', message: 'name the module’s file' }, module)).toBe(
      'environment, file: name the module’s file.',
    )
    expect(sentenceOfIssue({ path: 'budget.envSteps', message: 'should be at least 1' }, spec)).toBe(
      'budget, env steps: should be at least 1.',
    )
    expect(sentenceOfIssue({ path: '', message: 'Unexpected end' }, spec)).toBe('The JSON: Unexpected end.')
  })

  it('keeps a number that is out of range, and complains at its path', () => {
    const spec = newExperiment()
    const wrong = {
      ...spec,
      variants: [{ ...spec.variants[0]!, estimator: { ...spec.variants[0]!.estimator, discount: 3 } }],
    }
    expect(issuesOfSpec(wrong).map((issue) => issue.path)).toEqual(['variants[0].estimator.discount'])
  })
})
