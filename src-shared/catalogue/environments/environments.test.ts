import * as z from 'zod'
import { describe, expect, test } from 'vitest'
import { exactInput } from '../exact-input.ts'
import { featureSpec } from '../features.ts'
import { environmentCatalogue, environmentSpec } from './index.ts'

interface Documented {
  title?: string
  description?: string
  properties?: Record<string, Documented>
  required?: string[]
  const?: unknown
}

/** Every object inside a JSON Schema that has properties. */
function objectsIn(node: unknown): Documented[] {
  if (typeof node !== 'object' || node === null) return []
  const inside = Object.values(node).flatMap(objectsIn)
  return 'properties' in node ? [node as Documented, ...inside] : inside
}

const complaints = (value: unknown, schema: z.ZodType = environmentSpec): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`)

describe('the catalogue', () => {
  test('each environment stands in it once, with its words', () => {
    const ids = environmentCatalogue.map((entry) => entry.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const entry of environmentCatalogue) {
      expect(entry.sentence).toMatch(/^[A-Z].*\.$/)
      expect(entry.facts).toMatch(/\.$/)
      expect(entry.schema.shape.id.value).toBe(entry.id)
    }
    expect(environmentSpec.options.map((option) => option.shape.id.value)).toEqual(ids)
  })

  test('every field of every schema has a title and a sentence: the form and the JSON Schema are made of them', () => {
    for (const schema of [environmentSpec, featureSpec]) {
      for (const object of objectsIn(z.toJSONSchema(schema, { io: 'input' }))) {
        for (const [name, field] of Object.entries(object.properties!)) {
          if (name === 'id' || name === 'kind') continue
          expect({ name, title: typeof field.title, description: field.description?.endsWith('.') }).toEqual({
            name,
            title: 'string',
            description: true,
          })
        }
      }
    }
  })

  test('the id alone is a whole spec, and every spec carries copies', () => {
    for (const { id } of environmentCatalogue)
      expect(environmentSpec.parse(id === 'module' ? { id, path: 'world.js' } : { id })).toMatchObject({
        id,
        copies: 8,
      })
  })
})

describe('complaints name the field and the row', () => {
  test.each([
    [{ id: 'CartPole-v1', timelimit: 3 }, ': Unrecognized key: "timelimit"'],
    [{ id: 'CartPole-v1', copies: 0 }, 'copies: Too small: expected number to be >=1'],
    [
      { id: 'gridworld', map: ['S..', '..'] },
      'map.1: row 1 of the map has 2 fields and row 0 has 3: make them equally long',
    ],
    [
      { id: 'gridworld', map: ['SxG'] },
      'map.0: row 0 of the map holds "x": use S start, G goal, H hole, # wall and . floor',
    ],
    [{ id: 'gridworld', map: ['..G'] }, 'map: the map has no start: put an S on one field'],
    [{ id: 'gridworld', map: [] }, 'map: the map needs at least one row'],
    [
      { id: 'garnet', states: 2 },
      'branching: an action can’t lead to 3 different states when there are 2: lower the branching',
    ],
    [{ id: 'finite-mdp', transitions: [] }, 'transitions: Too small: expected array to have >=1 items'],
    [
      {
        id: 'finite-mdp',
        transitions: [
          [
            [0.5, 0.5],
            [1, 0],
          ],
          [
            [0.5, 0.4],
            [1, 0],
          ],
        ],
      },
      'transitions.1.0: transitions[1][0] sums to 0.9: it must sum to one',
    ],
    [
      {
        id: 'finite-mdp',
        transitions: [
          [[0.5, 0.5], [1]],
          [
            [0.5, 0.5],
            [1, 0],
          ],
        ],
      },
      'transitions.0.1: transitions[0][1] has 1 entries and there are 2 states: give one for each state',
    ],
    [{ id: 'finite-mdp', initial: [0.5, 0.4] }, 'initial: initial sums to 0.9: it must sum to one'],
    [
      { id: 'finite-mdp', rewards: [[0, 0], [1]] },
      'rewards.1: rewards[1] has 1 actions and transitions[0] has 2: every state needs as many',
    ],
  ])('%o', (spec, complaint) => {
    expect(complaints(spec)).toContain(complaint)
  })

  test('what `ascent exact` reads', () => {
    const mdp = { horizon: 2, initial: [1], transitions: [[[1], [1]]], rewards: [[0, 1]] }
    expect(complaints({ mdp, theta: [[0, 0]] }, exactInput)).toEqual([])
    expect(complaints({ mdp: { ...mdp, transitions: [[[1], [0.5]]] }, theta: [[0, 0]] }, exactInput)).toEqual([
      'mdp.transitions.0.1: mdp.transitions[0][1] sums to 0.5: it must sum to one',
    ])
    expect(complaints({ mdp, theta: [[0, 0]], otherTheta: [[0]] }, exactInput)).toEqual([
      'otherTheta.0: otherTheta[0] has 1 entries and there are 2 actions: give one for each action',
    ])
    expect(complaints({ mdp: { ...mdp, horizon: undefined }, theta: [[0, 0]] }, exactInput)).toEqual([
      'mdp.horizon: Invalid input: expected number, received undefined',
    ])
  })
})
