import { useComputedColorScheme } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { SeedLine } from '../../../src-shared/contract/comparison.ts'
import type { MetricName } from '../../../src-shared/domain/metric.ts'
import type { ComparedCurve } from '../../../src-shared/figure/compared-curve.ts'
import { createMemo } from '../../../src-shared/figure/memo.ts'
import type { ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { drawnCurve, seedsInsteadOfBand } from '../../../src-shared/figure/drawn-curves.ts'
import type { Comparison } from './use-comparison.ts'

const none: readonly SeedLine[] = []

/**
 * The curves as they are drawn. One whose data, name and look are the same as before is the same object: the chart draws
 * by difference.
 */
export function useDrawnCurves(
  variants: readonly ComparedVariant[],
  { curves, seeds }: Comparison,
  metric: MetricName,
  showSeeds: boolean,
): readonly ComparedCurve[] {
  const scheme = useComputedColorScheme('light')
  const [memo] = useState(createMemo)
  return useMemo(() => {
    const drawn = variants.flatMap((variant) => {
      const curve = curves?.get(variant.id)
      if (curve === undefined) return []
      const lines = showSeeds || seedsInsteadOfBand(variant) ? (seeds.get(variant.id) ?? none) : none
      return memo(variant.id, [curve, lines, variant.short, variant.slot, metric, scheme], () =>
        drawnCurve(variant, curve, lines, metric, scheme),
      )
    })
    return memo('all', drawn, () => drawn)
  }, [variants, curves, seeds, metric, scheme, showSeeds, memo])
}
