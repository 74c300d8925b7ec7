import { useState } from 'react'
import type { ReactNode } from 'react'
import { formatCount } from '../../../../src-shared/words/format.ts'
import { Button } from '../../../components/button.tsx'
import styles from './statistics.module.css'

/** A thousand rows of ten cells are more than a page draws at once while runs train. */
const mostAtFirst = 100

/** The first rows of a table, and a line below it that shows the others on demand; null where all are shown. */
export function useFirstRows<Row>(rows: readonly Row[]): { shown: readonly Row[]; more: ReactNode } {
  const [isWhole, setWhole] = useState(false)
  if (isWhole || rows.length <= mostAtFirst) return { shown: rows, more: null }
  return {
    shown: rows.slice(0, mostAtFirst),
    more: (
      <p className={styles.note}>
        The first {mostAtFirst} of {formatCount(rows.length)} variants.{' '}
        <Button kind="quiet" onClick={() => setWhole(true)}>
          Show all
        </Button>
      </p>
    ),
  }
}
