import { columnOf, type Episode } from './episode.ts'

/** A number over the steps of an episode. */
export interface StripLine {
  name: string
  look: 'main' | 'beside' | 'faint'
  values: Float64Array
  /** How far a band lies around it. */
  spread?: Float64Array
  /** Filled down to zero. */
  filled?: boolean
}

export interface Strip {
  title: string
  lines: readonly StripLine[]
  /** Fixed ends; otherwise what the lines show. */
  range?: { low: number; high: number }
  /** Of what was drawn at each step: which row a mark stands in. Rows have names, from above. */
  drawn?: { rows: readonly string[]; rowOfStep: Float64Array }
  /** Small points: what was drawn of a continuous action. */
  points?: Float64Array
}

/** Of an action with many components as many get a strip. */
const mostComponents = 3
const looks = ['main', 'beside', 'faint'] as const

/** What is shown of an episode in step with its picture. */
export function stripsOf(episode: Episode, actionNames: readonly string[]): Strip[] {
  const { steps, actions, actionSize, probabilitiesNA, meansNK, sigmasNK, valuesN, tdErrorsN } = episode
  const strips: Strip[] = []
  if (probabilitiesNA !== null) {
    const name = (action: number): string => actionNames[action] ?? `action ${action}`
    const of = (action: number): Float64Array => columnOf(probabilitiesNA, actions, action, steps)
    // Of two actions one says all. The last action's marks stand above, as its line does where it is likely.
    const shown = actions === 2 ? [1] : Array.from({ length: Math.min(actions, looks.length) }, (_, a) => a)
    strips.push({
      title: actions === 2 ? `probability of ${name(1)}` : 'probability',
      lines: shown.map((action, i) => ({ name: name(action), look: looks[i]!, values: of(action) })),
      range: { low: 0, high: 1 },
      drawn: {
        rows: Array.from({ length: actions }, (_, a) => name(actions - 1 - a)),
        rowOfStep: Float64Array.from({ length: steps }, (_, n) => actions - 1 - episode.actionsNK[n]!),
      },
    })
  }
  if (meansNK !== null && sigmasNK !== null) {
    for (let k = 0; k < Math.min(actionSize, mostComponents); k++) {
      strips.push({
        title: actionSize === 1 ? 'action' : `action ${k + 1}${actionSize > mostComponents ? ` of ${actionSize}` : ''}`,
        lines: [
          {
            name: 'mean ± σ',
            look: 'main',
            values: columnOf(meansNK, actionSize, k, steps),
            spread: columnOf(sigmasNK, actionSize, k, steps),
          },
        ],
        points: columnOf(episode.actionsNK, actionSize, k, steps),
      })
    }
  }
  const came: StripLine = { name: 'what came, discounted', look: 'beside', values: episode.rewardToGoN }
  strips.push(
    valuesN === null
      ? { title: 'reward still to come, discounted', lines: [{ ...came, look: 'main' }] }
      : {
          title: 'V(s)',
          lines: [{ name: 'critic, learned', look: 'main', values: valuesN.subarray(0, steps) }, came],
        },
    { title: 'reward', lines: [{ name: 'reward', look: 'main', values: episode.rewardsN, filled: true }] },
  )
  if (tdErrorsN !== null)
    strips.push({ title: 'TD error', lines: [{ name: 'TD error', look: 'main', values: tdErrorsN, filled: true }] })
  return strips
}

/** Between which round numbers a strip runs. */
export function stripRange({ range, lines, points }: Strip): { low: number; high: number } {
  if (range !== undefined) return range
  let [low, high] = [Infinity, -Infinity]
  const see = (value: number): void => {
    if (!Number.isFinite(value)) return
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  for (const { values, spread, filled } of lines) {
    values.forEach((value, n) => {
      see(value - (spread?.[n] ?? 0))
      see(value + (spread?.[n] ?? 0))
    })
    if (filled) see(0)
  }
  points?.forEach(see)
  if (low > high) return { low: 0, high: 1 }
  if (high - low < 1e-9 * Math.max(1, Math.abs(high))) return { low: low - 0.5, high: high + 0.5 }
  return { low, high }
}
