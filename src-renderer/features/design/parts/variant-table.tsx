import { IconArrowLeft, IconArrowRight, IconCopy, IconTrash } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { Swatch } from '../../../components/swatch.tsx'
import type { Design } from '../model/use-design.ts'
import { moved, withCopy, without, type Listed } from '../model/variant-list.ts'
import { variantRows } from '../model/variant-rows.ts'
import styles from './variant-table.module.css'

/** Variants as columns, fields in which they differ or that are swept as rows. A cell leads to its field. */
export function VariantTable({ design, show }: { design: Design; show: (index: number, path?: string) => void }) {
  const { spec, activeVariant } = design.draft
  const rows = useMemo(() => variantRows(spec), [spec])
  const take = (listed: Listed | undefined) => listed && design.replace(listed.spec, listed.active)
  return (
    <section className={styles.box} aria-label="Variants beside each other" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              {rows.length === 0 ? '' : 'what differs'}
            </th>
            {spec.variants.map((variant, index) => (
              <th key={variant.slot ?? index} scope="col" data-active={index === activeVariant || undefined}>
                <button type="button" className={styles.name} onClick={() => show(index)}>
                  <Swatch slot={variant.slot ?? index} />
                  <span>{variant.name}</span>
                </button>
                <span className={styles.tools}>
                  <Tool
                    label={`Move ${variant.name} to the left`}
                    disabled={index === 0}
                    onClick={() => take(moved(spec, index, -1))}
                  >
                    <IconArrowLeft size={14} aria-hidden />
                  </Tool>
                  <Tool
                    label={`Move ${variant.name} to the right`}
                    disabled={index === spec.variants.length - 1}
                    onClick={() => take(moved(spec, index, 1))}
                  >
                    <IconArrowRight size={14} aria-hidden />
                  </Tool>
                  <Tool
                    label={`Duplicate ${variant.name}`}
                    disabled={spec.variants.length >= 50}
                    onClick={() => take(withCopy(spec, index))}
                  >
                    <IconCopy size={14} aria-hidden />
                  </Tool>
                  <Tool
                    label={`Remove ${variant.name}`}
                    disabled={spec.variants.length === 1}
                    onClick={() => take(without(spec, index, activeVariant))}
                  >
                    <IconTrash size={14} aria-hidden />
                  </Tool>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, path, cells }) => (
            <tr key={path}>
              <th scope="row">{label}</th>
              {cells.map(({ text, swept }, index) => (
                <td key={index}>
                  <button
                    type="button"
                    data-swept={swept || undefined}
                    title={`Go to ${label} of ${spec.variants[index]!.name}`}
                    onClick={() => show(index, path)}
                  >
                    {text}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && (
        <p className={styles.nothing}>
          {spec.variants.length === 1
            ? 'There is one variant. Add another, and this shows in what they differ.'
            : 'These variants have the same settings.'}
        </p>
      )}
    </section>
  )
}

function Tool({
  label,
  disabled,
  onClick,
  children,
}: {
  label: string
  disabled: boolean
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button type="button" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  )
}
