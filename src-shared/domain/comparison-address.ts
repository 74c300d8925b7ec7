import { comparisonSpec, keyText, nothingCompared } from './comparison.ts'
import type { ComparisonSpec, Smoothing, VariantKey } from './comparison.ts'
import { experimentId, type ExperimentId } from './ids.ts'

/** The selection as part of an address: "abc.0.2~def.1" is variants 0 and 2 of experiment abc and variant 1 of def. */
export function writeSelection(selection: readonly VariantKey[]): string {
  const groups: { id: ExperimentId; indices: number[] }[] = []
  for (const { experimentId: id, variantIndex } of selection) {
    const last = groups.at(-1)
    // Only neighbours are put together: the order decides who keeps a colour.
    if (last?.id === id) last.indices.push(variantIndex)
    else groups.push({ id, indices: [variantIndex] })
  }
  return groups.map(({ id, indices }) => [id, ...indices].join('.')).join('~')
}

/** Reads it back; what can't be read is left out, and nothing stands twice. */
export function readSelection(text: string): VariantKey[] {
  const selection: VariantKey[] = []
  const seen = new Set<string>()
  for (const group of text.split('~')) {
    const [idText, ...indexTexts] = group.split('.')
    const id = experimentId.safeParse(idText)
    if (!id.success) continue
    for (const indexText of indexTexts) {
      const key: VariantKey = { experimentId: id.data, variantIndex: Number(indexText) }
      if (!/^\d{1,4}$/.test(indexText) || seen.has(keyText(key))) continue
      seen.add(keyText(key))
      selection.push(key)
    }
  }
  return selection
}

type Written = { [Field in keyof ComparisonSpec]: Part<ComparisonSpec[Field]> }
interface Part<T> {
  /** Its name in the address. */
  name: string
  write(value: T): string
  /** What can't be read may come back as anything: the schema refuses it, and the default counts. */
  read(text: string): unknown
}

const list = (name: string) => ({
  name,
  write: (values: readonly string[]) => values.join(','),
  read: (text: string) => text.split(',').filter((part) => part !== ''),
})
const text = <T extends string | null>(name: string): Part<T> => ({ name, write: String, read: (value) => value })
const number = <T extends number | null>(name: string): Part<T> => ({ name, write: String, read: Number })
const onOff = (name: string): Part<boolean> => ({
  name,
  write: (on) => (on ? 'on' : 'off'),
  read: (value) => (value === 'on' ? true : value === 'off' ? false : value),
})
const range = (name: string): Part<[number, number] | null> => ({
  name,
  write: (ends) => ends!.join('..'),
  read: (value) => value.split('..').map(Number),
})
const keys = (name: string): Part<VariantKey[]> => ({ name, write: writeSelection, read: readSelection })

const parts: Written = {
  selection: keys('variants'),
  group: {
    name: 'group',
    write: (group) => (typeof group === 'string' ? group : group.join(',')),
    read: (value) => (value === 'variant' || value === 'settings' ? value : list('').read(value)),
  },
  facet: text('facet'),
  metrics: list('metric') as Part<ComparisonSpec['metrics']>,
  x: text('over'),
  centre: text('centre'),
  band: text('band'),
  smoothing: { name: 'smooth', write: writeSmoothing, read: readSmoothing },
  showSeeds: onOff('seeds'),
  drawForks: text('forks'),
  logX: onOff('logx'),
  logY: onOff('logy'),
  xRange: range('x'),
  yRange: range('y'),
  hidden: keys('hide'),
  baseline: {
    name: 'baseline',
    write: (key) => writeSelection([key!]),
    read: (value) => readSelection(value)[0],
  },
  finalOver: number('last'),
  threshold: number('reach'),
  anchors: { name: 'anchors', write: (anchors) => JSON.stringify(anchors), read: readJson },
}
const fields = Object.keys(parts) as (keyof ComparisonSpec)[]

/** The comparison as the query of an address; what is as usual is left out. */
export function writeAddress(spec: ComparisonSpec): string {
  const usual = JSON.stringify
  return fields
    .filter((field) => field === 'selection' || usual(spec[field]) !== usual(nothingCompared[field]))
    .map((field) => {
      const part = parts[field] as Part<unknown>
      // What a query may hold as it is stays legible.
      return `${part.name}=${encodeURIComponent(part.write(spec[field])).replaceAll('%2C', ',').replaceAll('%3A', ':')}`
    })
    .join('&')
}

/** Reads it back; of what can't be read, the default counts. */
export function readAddress(query: string): ComparisonSpec {
  const params = new URLSearchParams(query)
  const spec: Record<string, unknown> = { ...nothingCompared }
  for (const field of fields) {
    const written = params.get(parts[field].name)
    if (written === null) continue
    const read = comparisonSpec.shape[field].safeParse(parts[field].read(written))
    if (read.success) spec[field] = read.data
  }
  return comparisonSpec.parse(spec)
}

/** A comparison as a text to be kept or sent: the palette opens it, and `ascent compare --address` takes it. */
export const writeLink = (spec: ComparisonSpec): string => `ascent:/compare?${writeAddress(spec)}`

/** Reads a link, a window's address, or their part after the "?"; null where the text is none of these. */
export function readLink(text: string): ComparisonSpec | null {
  const query = text.trim().replace(/^\S*\/compare\?/, '')
  if (/\s/.test(query) || !/(^|&)variants=/.test(query)) return null
  const spec = readAddress(query)
  return spec.selection.length === 0 ? null : spec
}

function writeSmoothing(smoothing: Smoothing): string {
  switch (smoothing.kind) {
    case 'none':
      return 'none'
    case 'ema':
      return `ema:${smoothing.weight}`
    case 'running-mean':
      return `episodes:${smoothing.episodes}`
  }
}

export function readSmoothing(value: string): unknown {
  const [kind, amount] = value.split(':')
  if (kind === 'ema') return { kind, weight: Number(amount) }
  return kind === 'episodes' ? { kind: 'running-mean', episodes: Number(amount) } : { kind }
}

function readJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
