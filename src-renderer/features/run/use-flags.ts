import { useMemo } from 'react'
import type { MetricColumns } from '../../../src-shared/contract/methods.ts'
import { pointOf } from '../../../src-shared/domain/points.ts'
import { runFlags } from '../../../src-shared/domain/run-flags.ts'
import type { RunFlag } from '../../../src-shared/domain/run-flags.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'

/** What stands out in a run's columns, as they are drawn. */
export function useFlags(run: Run, { spec }: Experiment, columns: MetricColumns | null): readonly RunFlag[] {
  const { fraction } = run.progress
  const { variantIndex } = run
  return useMemo(() => {
    const point = pointOf(spec, variantIndex)
    return point && columns ? runFlags(point.environment, point.variant, columns, fraction) : []
  }, [spec, variantIndex, columns, fraction])
}
