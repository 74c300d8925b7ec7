import { useComputedColorScheme } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import type { ChartTheme } from '../../../../src-shared/figure/chart-theme.ts'
import { profileChart, profileCurves, profileNote, profileX } from '../../../../src-shared/figure/profile-chart.ts'
import { Chart } from '../../../charts/chart.tsx'
import { Swatch } from '../../../components/swatch.tsx'
import type { Statistics } from './use-statistics.ts'
import styles from './statistics.module.css'

/** Share of seeds above each value, with its band. */
export function ProfilePanel({ statistics: { variants, question, answer } }: { statistics: Statistics }) {
  const scheme = useComputedColorScheme('light')
  const curves = useMemo(() => profileCurves(variants, question, answer, scheme), [variants, question, answer, scheme])
  const x = profileX(question, answer)
  const option = useCallback((theme: ChartTheme) => profileChart(theme, curves, x), [curves, x])
  return (
    <div className={styles.profile}>
      <ul className={styles.legend} aria-label="Profiles">
        {curves.map(({ key, slot, label }) => (
          <li key={key} title={label}>
            <Swatch slot={slot} shape="line" /> {label}
          </li>
        ))}
      </ul>
      <Chart
        option={option}
        minHeight={150}
        label={`Performance profile: share of seeds above each ${x}`}
        caption={profileNote(curves, question)}
      />
    </div>
  )
}
