/** What History shows: experiments with what is in them, single runs, or what was deleted. */
export type HistoryForm = 'experiments' | 'runs'
export type HistoryPlace = HistoryForm | 'bin'

/** What stands in History's address, so that a link or Back leads to it again. */
export interface HistoryAddress {
  /** Null: as it was left. */
  filter: string | null
  place: HistoryPlace | null
  /** One to go to. */
  experiment: string | null
}

const places: readonly string[] = ['experiments', 'runs', 'bin']

export function readAddress(search: string): HistoryAddress {
  const parameters = new URLSearchParams(search)
  const place = parameters.get('show')
  return {
    filter: parameters.get('filter'),
    place: place !== null && places.includes(place) ? (place as HistoryPlace) : null,
    experiment: parameters.get('experiment'),
  }
}

export function historyAddress({ filter, place, experiment }: Partial<HistoryAddress>): string {
  const parameters = Object.entries({ show: place, filter, experiment })
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`)
  return parameters.length === 0 ? '/history' : `/history?${parameters.join('&')}`
}
