import { useComputedColorScheme } from '@mantine/core'
import { variantStyle } from '../../src-shared/figure/variant-style.ts'

/**
 * A variant's colour and dash: a filled square, or a stretch of its line. Always beside its name, so it says nothing
 * itself.
 */
export function Swatch({ slot, shape = 'square' }: { slot: number; shape?: 'square' | 'line' }) {
  const scheme = useComputedColorScheme('light')
  const { color, dash } = variantStyle(slot, scheme)
  if (shape === 'square') {
    return (
      <svg width="10" height="10" aria-hidden style={{ flex: 'none' }}>
        <rect width="10" height="10" rx="2.5" fill={color} />
      </svg>
    )
  }
  return (
    <svg width="26" height="10" aria-hidden style={{ flex: 'none' }}>
      <line x1="1" y1="5" x2="25" y2="5" stroke={color} strokeWidth="2.2" strokeDasharray={dash.join(' ')} />
    </svg>
  )
}
