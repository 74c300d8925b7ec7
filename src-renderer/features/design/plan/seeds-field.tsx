import { formatSeeds, parseSeeds } from '../../../../src-shared/domain/seeds.ts'
import { TextField } from '../../../components/text-field.tsx'
import type { Design } from '../model/use-design.ts'
import styles from './plan.module.css'

export function SeedsField({ id, describedBy, design }: { id?: string; describedBy?: string; design: Design }) {
  const { seeds } = design.draft.spec
  const take = (text: string) => {
    const read = parseSeeds(text)
    if ('problem' in read) design.setUnread(['seeds'], text, read.problem)
    else design.set(['seeds'], read.seeds)
  }
  return (
    <TextField
      id={id}
      label={id ? undefined : 'seeds'}
      describedBy={describedBy}
      invalid={design.complaintAt(['seeds'], true) !== undefined}
      // A design that was kept unfinished may hold text here.
      value={design.unreadAt(['seeds']) ?? (Array.isArray(seeds) ? formatSeeds(seeds) : String(seeds))}
      onChange={take}
    />
  )
}

const mostSuggestedSeeds = 100

/** "5" is seed 5; whoever meant five seeds gets them with one click. */
export function SeedsHint({ design }: { design: Design }) {
  const { seeds } = design.draft.spec
  const [only] = Array.isArray(seeds) && seeds.length === 1 ? seeds : []
  if (only === undefined || only < 2 || only > mostSuggestedSeeds || design.unreadAt(['seeds']) !== undefined)
    return null
  const upToIt = Array.from({ length: only }, (_, i) => i + 1)
  return (
    <p className={styles.seedsHint} role="status">
      Seed {only}: one run of each variant.{' '}
      <button type="button" onClick={() => design.set(['seeds'], upToIt)}>
        Use {only} seeds, 1 to {only}
      </button>
    </p>
  )
}
