import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'

/**
 * Groups of what has every word of the query, in any order, in its name, description or keywords; "ppo cart" finds
 * "CartPole PPO". Those with all words in the name come first.
 */
export function paletteSearch(query: string, groups: readonly SpotlightActionGroupData[]): SpotlightActionGroupData[] {
  const words = wordsOf(query)
  return groups
    .map(({ group, actions }) => {
      const found = actions.filter((action) =>
        has(`${action.label}\n${action.description}\n${keywordsOf(action)}`, words),
      )
      const [inName, elsewhere] = partition(found, (action) => has(action.label ?? '', words))
      return { group, actions: [...inName, ...elsewhere], isNamed: inName.length > 0 }
    })
    .filter(({ actions }) => actions.length > 0)
    .toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed))
    .map(({ group, actions }) => ({ group, actions }))
}

export const wordsOf = (query: string): string[] =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')

export const hasAll = (lowerText: string, words: readonly string[]): boolean =>
  words.every((word) => lowerText.includes(word))

const has = (text: string, words: readonly string[]): boolean => hasAll(text.toLowerCase(), words)

const keywordsOf = ({ keywords }: SpotlightActionData): string =>
  Array.isArray(keywords) ? keywords.join('\n') : (keywords ?? '')

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))]
}
