import type { MetricName } from '../../../src-shared/domain/metric.ts'

/** The values of one update's row; metrics that don't apply are absent. */
export type Metrics = Partial<Record<MetricName, number>>
