import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'

export type FieldKind = 'floor' | 'start' | 'wall' | 'hole' | 'goal' | 'cliff'

export interface MapField {
  row: number
  column: number
  kind: FieldKind
  /** What stands in it: "goal, +1", or a stop's letter. */
  label: string
  /** Null where nobody can be: a wall. */
  state: number | null
}

/** A finite world as fields of a map. */
export interface WorldMap {
  rows: number
  columns: number
  /** Row by row. */
  fields: readonly MapField[]
  /** Between the field at a row and column and its right neighbour, nobody goes through. */
  wallsRight: readonly (readonly [row: number, column: number])[]
}

/** Where the passenger of Taxi is (4: in the taxi) and wants to go; stops are R, G, Y and B. */
export interface TaxiChoice {
  passenger: number
  destination: number
}

export const taxiStops = ['R', 'G', 'Y', 'B'] as const
const stopFields = [0, 4, 20, 23]

/** Taxi-v3: where a bar stands between two fields. */
const taxiWalls = [
  [0, 1],
  [1, 1],
  [3, 0],
  [3, 2],
  [4, 0],
  [4, 2],
] as const

/** The map of a world whose states are fields, or null where it has none. */
export function worldMap(
  environment: EnvironmentSpec,
  world: { states: number; columns?: number | undefined },
  taxi: TaxiChoice,
): WorldMap | null {
  if (environment.id === 'Taxi') return taxiMap(taxi)
  const picture = environmentEntry(environment.id).picture(environment)
  if (picture.kind === 'tiles') return tilesMap(picture.rows, (tile) => fieldOf(environment, tile))
  const { states, columns } = world
  if (columns === undefined || states % columns !== 0) return null
  return tilesMap(
    Array.from({ length: states / columns }, () => '.'.repeat(columns)),
    (tile) => fieldOf(environment, tile),
  )
}

function tilesMap(tiles: readonly string[], field: (tile: string) => Pick<MapField, 'kind' | 'label'>): WorldMap {
  const columns = tiles[0]!.length
  const fields = [...tiles.join('')].map((tile, state): MapField => {
    const { kind, label } = field(tile)
    const place = { row: Math.floor(state / columns), column: state % columns }
    return { ...place, kind, label, state: kind === 'wall' ? null : state }
  })
  return { rows: tiles.length, columns, fields, wallsRight: [] }
}

/** What a letter of a world's map stands for. */
function fieldOf(environment: EnvironmentSpec, tile: string): Pick<MapField, 'kind' | 'label'> {
  const { id } = environment
  if (tile === '#') return { kind: 'wall', label: '' }
  if (tile === 'S') return { kind: 'start', label: 'start' }
  if (tile === 'G')
    return {
      kind: 'goal',
      label:
        id === 'gridworld' ? `goal, ${signed(environment.goalReward)}` : id === 'FrozenLake-v1' ? 'goal, +1' : 'goal',
    }
  if (tile === 'H' && id === 'CliffWalking-v1') return { kind: 'cliff', label: 'cliff, −100' }
  if (tile === 'H')
    return { kind: 'hole', label: id === 'gridworld' ? `hole, ${signed(environment.holeReward)}` : 'hole' }
  return { kind: 'floor', label: '' }
}

const signed = (reward: number): string => `${reward > 0 ? '+' : ''}${formatNumber(reward)}`

/** The 25 fields for one passenger and goal; its states are ((row · 5 + column) · 5 + passenger) · 4 + destination. */
function taxiMap({ passenger, destination }: TaxiChoice): WorldMap {
  const fields = Array.from({ length: 25 }, (_, place): MapField => {
    const stop = stopFields.indexOf(place)
    const says =
      stop === -1
        ? []
        : [taxiStops[stop]!, ...(stop === passenger ? ['passenger'] : []), ...(stop === destination ? ['goal'] : [])]
    return {
      row: Math.floor(place / 5),
      column: place % 5,
      kind: 'floor',
      label: says.join(', '),
      state: (place * 5 + passenger) * 4 + destination,
    }
  })
  return { rows: 5, columns: 5, fields, wallsRight: taxiWalls }
}

/** The choice of passenger and goal that a state of Taxi belongs to. */
export const taxiChoiceOf = (state: number): TaxiChoice => ({
  passenger: Math.floor(state / 4) % 5,
  destination: state % 4,
})

/** The same field for another choice. */
export const taxiStateFor = (state: number, { passenger, destination }: TaxiChoice): number =>
  (Math.floor(state / 20) * 5 + passenger) * 4 + destination

const ways: Record<string, readonly [dx: number, dy: number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
}

/** Which way each action goes on the map; null for those that stay. */
export const actionWays = (actionNames: readonly string[]): (readonly [dx: number, dy: number] | null)[] =>
  actionNames.map((name) => ways[name] ?? null)

/** "row 2, column 4", as the map counts them; a state of a world without a map by its number. */
export function stateName(map: WorldMap | null, state: number): string {
  const field = map?.fields.find((one) => one.state === state)
  return field ? `row ${field.row}, column ${field.column}` : `state ${state}`
}

/** The field that an arrow key leads to: the next one that way in which somebody can be; null where there is none. */
export function nextField(map: WorldMap, state: number, [dx, dy]: readonly [number, number]): number | null {
  const from = map.fields.find((field) => field.state === state)
  if (from === undefined) return null
  let { row, column } = from
  for (;;) {
    row += dy
    column += dx
    if (row < 0 || column < 0 || row >= map.rows || column >= map.columns) return null
    const next = map.fields[row * map.columns + column]!.state
    if (next !== null) return next
  }
}
