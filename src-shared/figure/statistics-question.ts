import type { SeedFigure, StatisticsParams } from '../contract/statistics.ts'
import { keyText } from '../domain/comparison.ts'
import type { ComparisonSpec, VariantKey } from '../domain/comparison.ts'
import type { CurveAxis, MetricName } from '../domain/metric.ts'
import { pointOf } from '../domain/points.ts'
import { takesEnvSteps } from '../domain/variant.ts'
import { worldText } from '../domain/world-text.ts'
import type { ComparedVariant } from './compared.ts'

/** What is asked beside what the comparison itself says. */
export interface StatisticsChoices {
  asker: string
  figure: SeedFigure
  profiles: boolean
  /** The variant whose intervals' coverage is measured. */
  coverageOf: string | null
}

/** The question about the variants of a comparison, in their order, the same for the window and for files. */
export function statisticsQuestion(
  variants: readonly ComparedVariant[],
  drawn: MetricName,
  spec: ComparisonSpec,
  { asker, figure, profiles, coverageOf }: StatisticsChoices,
): StatisticsParams {
  const place = (isIt: (variant: ComparedVariant) => boolean) => {
    const found = variants.findIndex(isIt)
    return found < 0 ? null : found
  }
  const { baseline, centre, finalOver, threshold, anchors } = spec
  return {
    asker,
    groups: variants.map((variant) => ({
      variants: variant.members.map(({ key }) => key),
      world: worldOf(variant),
      algorithm: algorithmOf(variant),
    })),
    metric: tableMetric(variants, drawn),
    axis: tableAxis(variants),
    centre,
    finalOver,
    threshold,
    figure,
    baseline: baseline && place((variant) => isIn(variant, baseline)),
    anchors,
    profiles,
    coverageOf: place((variant) => variant.id === coverageOf),
    resamples: statisticsResamples,
    seed: statisticsSeed,
  }
}

const statisticsResamples = 2_000
const statisticsSeed = 1

const returns: readonly MetricName[] = ['return', 'evaluationReturn']

/** A return is best told by the evaluations apart from training, where there are some; any other metric by itself. */
const tableMetric = (variants: readonly ComparedVariant[], drawn: MetricName): MetricName =>
  returns.includes(drawn) && variants.some(({ experiment }) => experiment.spec.evaluation !== null)
    ? 'evaluationReturn'
    : drawn

/** All have had as much experience at the same env steps; where some take none, at the same update. */
const tableAxis = (variants: readonly ComparedVariant[]): CurveAxis =>
  variants.every(({ variant }) => takesEnvSteps(variant)) ? 'envSteps' : 'updates'

/** By which world a variant's scores are put together, and its anchors remembered. */
export const worldOf = ({ environment }: Pick<ComparedVariant, 'environment'>): string => worldText(environment)

/** Whether a curve has this variant's runs. */
export const isIn = ({ members }: Pick<ComparedVariant, 'members'>, key: VariantKey): boolean =>
  members.some((member) => keyText(member.key) === keyText(key))

/** What a variant is called in every world: in a sweep over the world itself, without what the sweep gave the world. */
function algorithmOf({ experiment, key, variant }: Pick<ComparedVariant, 'experiment' | 'key' | 'variant'>): string {
  const { settings, template } = pointOf(experiment.spec, key.variantIndex)!
  const isOfWorld = ({ path }: { path: string }) => path.startsWith('environment')
  if (!settings.some(isOfWorld)) return variant.name
  const others = settings.filter((setting) => !isOfWorld(setting))
  return [experiment.spec.variants[template]!.name, ...others.map(({ title, value }) => `${title} ${value}`)].join(', ')
}
