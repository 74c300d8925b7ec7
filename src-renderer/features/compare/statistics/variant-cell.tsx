import { IconPin, IconPinFilled } from '@tabler/icons-react'
import { swatchShape, type ComparedVariant } from '../../../../src-shared/figure/compared.ts'
import { Swatch } from '../../../components/swatch.tsx'
import styles from './statistics.module.css'

export interface Pinning {
  /** The id of the variant that the others are compared with. */
  baseline: string | null
  pin: (id: string | null) => void
}

/** A row's head: the variant, and whether it is the baseline. */
export function VariantCell({
  id,
  variants,
  pinning: { baseline, pin },
}: {
  id: string
  variants: readonly ComparedVariant[]
  pinning: Pinning
}) {
  const variant = variants.find((candidate) => candidate.id === id)!
  const isBaseline = id === baseline
  const name = isBaseline ? `${variant.label} is the baseline: unpin it` : `Pin ${variant.label} as the baseline`
  return (
    <th scope="row" title={variant.label}>
      <button
        type="button"
        className={styles.pin}
        aria-pressed={isBaseline}
        aria-label={name}
        title={name}
        onClick={() => pin(isBaseline ? null : id)}
      >
        {isBaseline ? <IconPinFilled size={14} aria-hidden /> : <IconPin size={14} aria-hidden />}
      </button>
      <Swatch slot={variant.slot} shape={swatchShape(variants)} /> <span>{variant.label}</span>
    </th>
  )
}
