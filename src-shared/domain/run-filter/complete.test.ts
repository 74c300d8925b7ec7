import { describe, expect, it } from 'vitest'
import { completions } from './complete.ts'
import type { RunField } from './fields.ts'

const values: Record<string, string[]> = {
  algorithm: ['ppo', 'policy gradient'],
  environment: ['CartPole-v1'],
  status: ['finished', 'failed'],
  'update.learningRate': ['0.01', '3e-4'],
}
const valuesOf = (field: RunField): string[] => values[field.id] ?? []

/** What is offered where the | stands. */
function offered(text: string): string[] {
  const cursor = text.indexOf('|')
  return completions(text.replace('|', ''), cursor, valuesOf).options.map(({ insert }) => insert)
}

describe('completion', () => {
  it('offers fields where a condition begins, those that begin so first', () => {
    expect(offered('alg|')[0]).toBe('algorithm')
    expect(offered('seed = 1 and (evaluationRet|')[0]).toBe('evaluationReturn.last')
    expect(offered('learn|')[0]).toBe('learningRate')
    expect(offered('has mean10|').every((name) => name.endsWith('.mean10'))).toBe(true)
    expect(offered('not |')).toContain('name')
  })
  it('offers the operators of the field that was written', () => {
    expect(offered('algorithm |')).toEqual(['=', '!=', '~', '!~', 'in', 'and', 'or'])
    expect(offered('created |')).toContain('within')
    expect(offered('seed |')).not.toContain('~')
  })
  it('offers values that occur, in quotation marks where they need them', () => {
    expect(offered('algorithm = |')).toEqual(['ppo', '"policy gradient"'])
    expect(offered('algorithm = pol|')).toEqual(['"policy gradient"'])
    expect(offered('algorithm = "pol|')).toEqual(['"policy gradient"'])
    expect(offered('learningRate = |')).toEqual(['0.01', '3e-4'])
    expect(offered('status in (finished, f|')).toEqual(['finished', 'failed'])
    expect(offered('locked = |')).toEqual(['yes', 'no'])
    expect(offered('created within |')).toContain('7 days')
  })
  it('offers how to go on after a condition', () => {
    expect(offered('algorithm = ppo |')).toEqual(['and', 'or'])
    expect(offered('has tag a|')).toEqual(['and'])
    expect(offered('status in (failed |')).toEqual([',', ')'])
  })
  it('finds a value without its field', () => {
    expect(offered('cart|')).toEqual(['environment = CartPole-v1'])
    expect(offered('fail|')).toContain('status = failed')
  })
  it('takes the place of the word at the cursor, and offers nothing for one that is whole', () => {
    const text = 'algoritm = ppo'
    expect(completions(text, 4, valuesOf)).toMatchObject({ start: 0, end: 8 })
    expect(completions(text, text.length, valuesOf)).toMatchObject({ options: [] })
  })
})
