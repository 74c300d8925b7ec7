import { isLabId, labEntry, labIds } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabId, LabSpec } from '../../../src-shared/catalogue/labs/index.ts'
import { labExperimentId } from '../../../src-shared/domain/lab.ts'
import type { LabExperimentId } from '../../../src-shared/domain/lab.ts'
import { labPath } from '../../components/lab-address.ts'

/** What the address of a lab says: its settings, as far as they were given, and which stored result is open. */
export interface LabAddress {
  lab: LabId
  spec: LabSpec
  opened: LabExperimentId | null
}

const memoryKey = (lab: LabId) => `ascent.lab.${lab}`
const lastKey = 'ascent.lab'

/** `#/lab/ID?spec=JSON&open=RESULT`; what can't be read is as at first. */
export function readLabAddress(id: string | undefined, search: string): LabAddress {
  const lab = id !== undefined && isLabId(id) ? id : labIds[0]!
  const query = new URLSearchParams(search)
  return {
    lab,
    spec: specOf(lab, query.get('spec')),
    opened: labExperimentId.nullable().catch(null).parse(query.get('open')),
  }
}

/** Settings as they were typed: also those that the schema refuses, for somebody is about to mend them. */
function specOf(lab: LabId, text: string | null): LabSpec {
  const { schema } = labEntry(lab)
  const first = schema.parse({ lab }) as LabSpec
  if (text === null) return first
  try {
    const written: unknown = JSON.parse(text)
    if (typeof written !== 'object' || written === null) return first
    const parsed = schema.safeParse({ ...written, lab })
    return parsed.success ? (parsed.data as LabSpec) : ({ ...first, ...written, lab } as LabSpec)
  } catch {
    return first
  }
}

/** Where it stands; it is what was looked at last from now on. */
export function pathToLab({ lab, spec, opened }: LabAddress): string {
  const path = labPath(lab, spec, opened)
  sessionStorage.setItem(memoryKey(lab), path.slice(path.indexOf('?') + 1))
  sessionStorage.setItem(lastKey, lab)
  return path
}

/** For coming back by the rail or the list: as it was left in this window. */
export function rememberedPath(lab?: LabId): string {
  const last = lab ?? sessionStorage.getItem(lastKey) ?? labIds[0]!
  const known = isLabId(last) ? last : labIds[0]!
  const search = sessionStorage.getItem(memoryKey(known))
  return `/lab/${known}${search === null ? '' : `?${search}`}`
}
