import { Popover } from '@mantine/core'
import { IconPinFilled, IconPlus, IconTrophy } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { keyText, type VariantKey } from '../../../src-shared/domain/comparison.ts'
import { useClientParts, useExperiments, useRuns } from '../../client/index.tsx'
import { askedBest, bestWords, canAskBest } from '../../components/best-of-sweep/asked-best.ts'
import { Button } from '../../components/button.tsx'
import { matchesQuery } from '../../components/experiment-tree/search.ts'
import { sortTree } from '../../components/experiment-tree/sort.ts'
import { buildTree } from '../../components/experiment-tree/tree.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { variantLines } from '../../../src-shared/words/variant-lines.ts'
import { Swatch } from '../../components/swatch.tsx'
import { slotOf } from '../../../src-shared/figure/variant-style.ts'
import { swatchShape, type ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { isIn } from '../../../src-shared/figure/statistics-question.ts'
import { whatDiffers } from '../../../src-shared/figure/what-differs.ts'
import { Legend } from './legend.tsx'
import styles from './variants-panel.module.css'

interface VariantsPanelProps {
  variants: readonly ComparedVariant[]
  hidden: ReadonlySet<string>
  baseline: VariantKey | null
  onSelection: (selection: VariantKey[]) => void
  onHidden: (hidden: ReadonlySet<string>) => void
}

export function VariantsPanel({ variants, hidden, baseline, onSelection, onHidden }: VariantsPanelProps) {
  const { undo } = useClientParts()
  const keys = variants.flatMap(({ members }) => members.map(({ key }) => key))
  const remove = ({ id, label }: ComparedVariant): void => {
    const left = variants.filter((variant) => variant.id !== id).flatMap(({ members }) => members.map(({ key }) => key))
    const take = () => {
      onSelection(left)
      undo.offer({ label: `remove ${label} from the comparison`, undo: putBack })
    }
    const putBack = () => {
      onSelection(keys)
      undo.offer({ label: `remove ${label} from the comparison`, redo: take })
    }
    take()
  }
  const shown = variants.filter((variant) => !hidden.has(variant.id))
  return (
    <div className={styles.side}>
      <div className={styles.sideHead}>
        <h2>Variants</h2>
        <span className={styles.badge}>
          {shown.length} of {variants.length}
        </span>
        <span className={styles.gap} />
        <AddVariants selection={keys} onSelection={onSelection} />
      </div>
      <Legend variants={variants} hidden={hidden} onHidden={onHidden} onRemove={remove} />
      <BestOfSweeps variants={variants} />
      <Differences variants={shown} baseline={baseline} />
    </div>
  )
}

/** One for each sweep that is compared. */
function BestOfSweeps({ variants }: { variants: readonly ComparedVariant[] }) {
  const sweeps = new Map(variants.map(({ experiment }) => [experiment.id, experiment]))
  return [...sweeps.values()].filter(canAskBest).map(({ id, name }) => (
    <Button
      key={id}
      className={styles.best}
      title={`Of “${name}”`}
      icon={<IconTrophy size={16} aria-hidden />}
      onClick={() => askedBest.set(id)}
    >
      {bestWords}
    </Button>
  ))
}

/** Where a baseline is pinned, its values come first, and the others are marked: they are what differs from it. */
function Differences({ variants, baseline }: { variants: readonly ComparedVariant[]; baseline: VariantKey | null }) {
  // Runs come and go; what differs hangs on the specs alone.
  const ids = variants.map((variant) => variant.id).join()
  const differences = useMemo(
    () => whatDiffers(variants.map((variant) => variantLines(variant.experiment, variant.key.variantIndex))),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [ids],
  )
  if (variants.length < 2) return null
  const pinned = baseline === null ? -1 : variants.findIndex((variant) => isIn(variant, baseline))
  return (
    <section className={styles.differences} aria-label="What differs">
      <h2>What differs</h2>
      {differences.length === 0 && (
        <p className={styles.soft}>Only the experiment or its seeds: these variants have the same settings.</p>
      )}
      <dl>
        {differences.map(({ label, values }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {valuesInOrder(values, pinned).map(([value, indices]) => (
                <span key={value} data-differs={(pinned >= 0 && value !== values[pinned]) || undefined}>
                  {[...indices].map((index) => (
                    <Swatch key={index} slot={variants[index]!.slot} shape={swatchShape(variants)} />
                  ))}
                  <span>{value}</span>
                  {value === values[pinned] && <IconPinFilled size={11} role="img" aria-label="the baseline’s" />}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Each value with the variants that have it, the baseline's first. */
function valuesInOrder(values: readonly string[], pinned: number): [string, number[]][] {
  const groups = [...Map.groupBy(values.keys(), (index) => values[index]!)]
  return groups.toSorted(([a], [b]) => Number(b === values[pinned]) - Number(a === values[pinned]))
}

/** A search over everything in the history; a check mark adds a variant, whichever experiment it is of. */
export function AddVariants({
  selection,
  onSelection,
}: {
  selection: readonly VariantKey[]
  onSelection: (selection: VariantKey[]) => void
}) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      position="bottom-start"
      width={380}
      shadow="md"
      transitionProps={{ duration: 100 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.addButton}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconPlus size={15} aria-hidden /> Add
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Add variants" className={styles.addDropdown}>
        <VariantSearch selection={selection} onSelection={onSelection} />
      </Popover.Dropdown>
    </Popover>
  )
}

const mostFound = 30

function VariantSearch({
  selection,
  onSelection,
}: {
  selection: readonly VariantKey[]
  onSelection: (selection: VariantKey[]) => void
}) {
  const [query, setQuery] = useState('')
  const experiments = useExperiments()
  const runs = useRuns()
  const tree = useMemo(
    () => sortTree(buildTree(experiments, runs), { column: 'created', descending: true }),
    [experiments, runs],
  )
  const found = tree.filter((node) => node.runs.length > 0 && matchesQuery(node, query))
  const chosen = new Set(selection.map(keyText))
  const toggle = (key: VariantKey): void =>
    onSelection(
      chosen.has(keyText(key)) ? selection.filter((other) => keyText(other) !== keyText(key)) : [...selection, key],
    )
  return (
    <>
      <input
        type="search"
        className={styles.addSearch}
        data-autofocus
        aria-label="Search experiments and variants"
        placeholder="Name, tag, environment or algorithm"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <div className={styles.addList}>
        {found.length === 0 && <p className={styles.soft}>No matches.</p>}
        {found.slice(0, mostFound).map((node) => (
          <fieldset key={node.key}>
            <legend title={node.experiment.name}>
              {node.experiment.name} <span className={styles.soft}>{node.experiment.spec.environment.id}</span>
            </legend>
            {node.variants
              .filter((variant) => variant.runs.length > 0)
              .map(({ variant, variantIndex, runs: own }) => {
                const key: VariantKey = { experimentId: node.experiment.id, variantIndex }
                return (
                  <label key={variantIndex} title={variant.name}>
                    <input type="checkbox" checked={chosen.has(keyText(key))} onChange={() => toggle(key)} />
                    <Swatch slot={slotOf(variant, variantIndex)} />
                    <span>{variant.name}</span>
                    <span className={styles.soft}>{plural(own.length, 'seed')}</span>
                  </label>
                )
              })}
          </fieldset>
        ))}
        {found.length > mostFound && (
          <p className={styles.soft}>{found.length - mostFound} more: search to find them.</p>
        )}
      </div>
    </>
  )
}
