import { drawnBand, type ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import type { ViewCommand } from '../../components/view-commands.ts'
import { compareShortcuts } from './shortcuts.ts'

/** What the palette offers while something is compared: how the curves are drawn. */
export function compareCommands(
  { band, showSeeds, logX, logY, smoothing, xRange, yRange, hidden }: ComparisonSpec,
  change: (part: Partial<ComparisonSpec>) => void,
): ViewCommand[] {
  const centre = (kind: ComparisonSpec['centre']) => change({ centre: kind, band: drawnBand({ centre: kind, band }) })
  const isZoomed = xRange !== null || yRange !== null
  return [
    { label: 'Mean over seeds', act: () => centre('mean') },
    { label: 'Median over seeds', act: () => centre('median') },
    { label: 'Interquartile mean over seeds', act: () => centre('iqm') },
    { label: 'Band: t-interval of the mean', act: () => change({ centre: 'mean', band: 't' }) },
    { label: 'Band: bootstrap interval', act: () => change({ band: 'bootstrap' }) },
    { label: 'Band: lowest seed to highest', act: () => change({ band: 'range' }) },
    smoothing.kind === 'none'
      ? { label: 'Smooth by a moving average', act: () => change({ smoothing: { kind: 'ema', weight: 0.6 } }) }
      : { label: 'Don’t smooth', act: () => change({ smoothing: { kind: 'none' } }) },
    { label: showSeeds ? 'Hide single seeds' : 'Show single seeds', act: () => change({ showSeeds: !showSeeds }) },
    { label: logX ? 'Linear scale of x' : 'Log scale of x', act: () => change({ logX: !logX }) },
    { label: logY ? 'Linear scale of y' : 'Log scale of y', act: () => change({ logY: !logY }) },
    ...(isZoomed
      ? [
          {
            label: 'Show the whole range',
            keys: compareShortcuts.reset.keys,
            act: () => change({ xRange: null, yRange: null }),
          },
        ]
      : []),
    ...(hidden.length > 0 ? [{ label: 'Show all variants', act: () => change({ hidden: [] }) }] : []),
  ]
}
