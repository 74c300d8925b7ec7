import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import * as z from 'zod'
import { runId, type RunId } from '../../../src-shared/domain/ids.ts'
import { layerIds, type LayerId } from './finite/layers.ts'

/** What a run is looked at beside: a checkpoint of its own that stays, the one before, or another run in step. */
export type Against =
  | { kind: 'nothing' }
  | { kind: 'previous' }
  | { kind: 'update'; update: number }
  | { kind: 'run'; run: RunId }

/** What of a run is looked at: all of it stands in the address, so that a reload and "back" find it again. */
export interface InspectPlace {
  run: RunId | null
  /** Of the checkpoint; the nearest is shown. Null: the last. */
  update: number | null
  against: Against
  layer: LayerId
  /** Step h, or a mean over the episode's steps. */
  step: number
  summed: boolean
  /** The state that is kept in the panel. */
  state: number | null
  /** Of the episode that a control world replays. */
  seed: number
}

export const nowhere: InspectPlace = {
  run: null,
  update: null,
  against: { kind: 'nothing' },
  layer: 'value',
  step: 0,
  summed: false,
  state: null,
  seed: 1,
}

const whole = z.coerce.number().int().min(0)

/** Reads an address's query; what can't be read is as it is at first. */
export function readInspectSearch(search: string): InspectPlace {
  const query = new URLSearchParams(search)
  const read = <T>(schema: z.ZodType<T>, name: string, otherwise: T): T => {
    const text = query.get(name)
    return text === null || text === '' ? otherwise : schema.catch(otherwise).parse(text)
  }
  return {
    run: read(runId.nullable(), 'run', null),
    update: read(whole.nullable(), 'update', null),
    against: readAgainst(query.get('against') ?? ''),
    layer: read(z.enum(layerIds), 'layer', nowhere.layer),
    step: read(whole, 'step', 0),
    summed: query.get('summed') === '1',
    state: read(whole.nullable(), 'state', null),
    seed: read(whole, 'seed', nowhere.seed),
  }
}

export function readAgainst(text: string): Against {
  if (text === 'previous') return { kind: 'previous' }
  if (/^\d+$/.test(text)) return { kind: 'update', update: Number(text) }
  const run = text.startsWith('run-') ? runId.safeParse(text.slice(4)) : null
  return run?.success ? { kind: 'run', run: run.data } : { kind: 'nothing' }
}

export function againstText(against: Against): string {
  switch (against.kind) {
    case 'nothing':
      return ''
    case 'previous':
      return 'previous'
    case 'update':
      return String(against.update)
    case 'run':
      return `run-${against.run}`
  }
}

export function writeInspectSearch(place: InspectPlace): string {
  const parts = {
    run: place.run ?? '',
    update: place.update === null ? '' : String(place.update),
    against: againstText(place.against),
    layer: place.layer === nowhere.layer ? '' : place.layer,
    step: place.step === 0 ? '' : String(place.step),
    summed: place.summed ? '1' : '',
    state: place.state === null ? '' : String(place.state),
    seed: place.seed === nowhere.seed ? '' : String(place.seed),
  }
  return new URLSearchParams(Object.entries(parts).filter(([, text]) => text !== '')).toString()
}

const memoryKey = 'ascent.inspect'
/** What was looked at last in this window, for coming back by the rail. */
export const rememberedSearch = (): string | null => sessionStorage.getItem(memoryKey)

/** Browsers slow down pages that change their address at each frame of a drag. */
const writeAfterMs = 250

/** The place, and a way to change parts of it; the address follows a moment later. */
export function useInspectPlace(): [InspectPlace, (change: Partial<InspectPlace>) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const [place, setPlace] = useState(() => readInspectSearch(search))
  const latest = useRef({ place, written: search })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // The address was changed by somebody else: a link, "back".
  useEffect(() => {
    if (search === latest.current.written) return
    clearTimeout(timer.current)
    const read = readInspectSearch(search)
    latest.current = { place: read, written: search }
    setPlace(read)
  }, [search])
  useEffect(() => () => clearTimeout(timer.current), [])

  const change = useCallback(
    (part: Partial<InspectPlace>) => {
      const before = latest.current.place
      const next = { ...before, ...part }
      latest.current.place = next
      setPlace(next)
      clearTimeout(timer.current)
      const otherRun = next.run !== before.run
      const write = (): void => {
        const text = writeInspectSearch(latest.current.place)
        latest.current.written = text
        sessionStorage.setItem(memoryKey, text)
        navigate(`/inspect?${text}`, { replace: !otherRun })
      }
      if (otherRun) write()
      else timer.current = setTimeout(write, writeAfterMs)
    },
    [navigate],
  )
  return [place, change]
}
