import { describe, expect, it } from 'vitest'
import { environmentEntry, environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { finiteModel } from '../../../../src-main/core/environments/registry.ts'
import { actionWays, nextField, stateName, taxiChoiceOf, taxiStateFor, worldMap } from './world-map.ts'

const taxi = { passenger: 2, destination: 1 }

/** The map of a world beside its model, by which runs are trained. */
function mapAndModel(spec: object) {
  const environment = environmentSpec.parse(spec)
  const model = finiteModel(environment)!
  const { actionNames } = environmentEntry(environment.id) as { actionNames?: readonly string[] }
  return { map: worldMap(environment, model, taxi), model, ways: actionWays(actionNames ?? []) }
}

describe.each([
  { id: 'gridworld', map: ['S..#', '.#.H', 'H..G'], slip: 0 },
  { id: 'FrozenLake-v1', map: '8x8', slippery: false },
  { id: 'CliffWalking-v1' },
])('the map of $id', (spec) => {
  const { map, model, ways } = mapAndModel(spec)
  it('has a goal or hole where an episode ends, and nowhere else', () => {
    const standing = map!.fields.filter(({ state, kind }) => state !== null && kind !== 'cliff')
    const ends = standing.filter(({ kind }) => kind === 'goal' || kind === 'hole').map(({ state }) => state)
    expect(ends).toEqual(standing.filter(({ state }) => model.terminalS[state!] === 1).map(({ state }) => state))
  })
  it('starts where episodes start', () => {
    const starts = map!.fields.filter(({ kind }) => kind === 'start').map(({ state }) => state)
    expect(starts).toEqual([...model.initialS.keys()].filter((state) => model.initialS[state]! > 0))
  })
  it('has its actions go where the model has them go', () => {
    const wrong = map!.fields
      .filter(({ kind }) => kind === 'floor' || kind === 'start')
      .flatMap(({ state, row, column }) =>
        ways.map((way, action) => {
          const [dx, dy] = way!
          const next = model.nextStates[model.rowStart[state! * model.actions + action]!]!
          const there = map!.fields.find((field) => field.row === row + dy && field.column === column + dx)
          const isStopped = there === undefined || there.kind === 'wall'
          return { action, next, there: isStopped ? state : there.state, isCliff: there?.kind === 'cliff' }
        }),
      )
      .filter(({ next, there, isCliff }) => !isCliff && next !== there)
    expect(wrong).toEqual([])
  })
})

describe('the map of Taxi', () => {
  const { map, model, ways } = mapAndModel({ id: 'Taxi' })
  it('has walls where the taxi cannot drive to the right, and nowhere else', () => {
    const right = ways.findIndex((way) => way?.[0] === 1)
    const blocked = map!.fields
      .filter(({ column }) => column < 4)
      .filter(({ state }) => model.nextStates[model.rowStart[state! * 6 + right]!] === state)
      .map(({ row, column }) => [row, column])
    expect(map!.wallsRight).toEqual(blocked)
  })
  it('is of the chosen passenger and goal', () => {
    expect(new Set(map!.fields.map(({ state }) => JSON.stringify(taxiChoiceOf(state!))))).toEqual(
      new Set([JSON.stringify(taxi)]),
    )
    // Picking up at the stop of the passenger puts them into the taxi.
    const waits = map!.fields.find(({ label }) => label.includes('passenger'))!
    const next = model.nextStates[model.rowStart[waits.state! * 6 + 4]!]!
    expect(taxiChoiceOf(next)).toEqual({ passenger: 4, destination: 1 })
    expect(taxiStateFor(waits.state!, taxiChoiceOf(next))).toBe(next)
  })
  it('ends where the passenger stands at the goal', () => {
    const goal = map!.fields.find(({ label }) => label.includes('goal'))!
    const carried = taxiStateFor(goal.state!, { passenger: 4, destination: 1 })
    const next = model.nextStates[model.rowStart[carried * 6 + 5]!]!
    expect(model.terminalS[next]).toBe(1)
    expect(model.rewards[model.rowStart[carried * 6 + 5]!]).toBe(20)
  })
})

it('other finite worlds have no map, unless their states are fields', () => {
  expect(mapAndModel({ id: 'chain' }).map).toBeNull()
  const environment = environmentSpec.parse({ id: 'module', path: 'world.ts' })
  expect(worldMap(environment, { states: 6, columns: 3 }, taxi)).toMatchObject({ rows: 2, columns: 3 })
})

describe('walking', () => {
  const { map } = mapAndModel({ id: 'gridworld', map: ['S#.', '...'], slip: 0 })
  it('goes over walls to the next field, and stays within the map', () => {
    expect(nextField(map!, 0, [1, 0])).toBe(2)
    expect(nextField(map!, 2, [1, 0])).toBeNull()
    expect(nextField(map!, 2, [0, 1])).toBe(5)
  })
  it('names fields by row and column', () => {
    expect(stateName(map, 5)).toBe('row 1, column 2')
    expect(stateName(null, 5)).toBe('state 5')
  })
})
