import { useComputedColorScheme } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { chartThemes } from '../../../../src-shared/figure/chart-theme.ts'
import { Segmented } from '../../../components/segmented.tsx'
import type { InspectedAt } from '../body.ts'
import { armReturns } from './arm-returns.ts'
import { decimalsFor, scaleOf } from './scale.ts'
import { armsScene, simplexScene } from './scenes.ts'
import type { FiniteAnswer } from './use-finite.ts'
import { exactWords } from './world-words.ts'
import { WorldPanel, type FiniteShown } from './world-panel.tsx'
import styles from './finite.module.css'

/** A bandit: its arms as bars, and with two or three of them all its policies, with the way that training took. */
export function BanditCentre({
  of,
  allAgainst,
  environment,
  controls,
}: {
  of: FiniteShown
  allAgainst: FiniteAnswer | null
  environment: EnvironmentSpec
  controls: ReactNode
}) {
  const { shown, against, all, snapshot, other } = of
  const { actionNames, horizon, discounts, hasCritic } = shown.info
  const [form, setForm] = useState<'simplex' | 'arms'>('simplex')
  const theme = chartThemes[useComputedColorScheme('light')]
  const returns = actionNames.length <= 3 ? armReturns(environment) : null
  const isSimplex = returns !== null && form === 'simplex'
  const pathOf = (at: InspectedAt, answer: FiniteAnswer) => ({
    policies: answer.map(({ piSA }) => piSA),
    at: at.index,
    colour: at.colour,
  })
  const otherPath = against && against.run.id !== shown.run.id && allAgainst ? [pathOf(against, allAgainst)] : []
  const decimals = decimalsFor(scaleOf('amount', snapshot.qSA))
  const scenes = isSimplex
    ? [{ at: shown, scene: simplexScene(actionNames, returns, [...otherPath, pathOf(shown, all)], theme) }]
    : [
        { at: shown, scene: armsScene(snapshot, actionNames, { theme, decimals, colour: shown.colour }) },
        ...(other && against
          ? [{ at: against, scene: armsScene(other, actionNames, { theme, decimals, colour: against.colour }) }]
          : []),
      ]
  return (
    <div className={styles.centre}>
      <div className={styles.controls}>
        {returns !== null && (
          <Segmented
            label="Form"
            value={form}
            options={[
              { value: 'simplex', label: 'simplex' },
              { value: 'arms', label: 'arms' },
            ]}
            onChange={setForm}
          />
        )}
        <span className={styles.gap} />
        {controls}
      </div>
      <WorldPanel
        of={of}
        scenes={scenes}
        what={isSimplex ? 'simplex' : 'arms'}
        caption={{
          look: isSimplex
            ? 'Each point is a policy, a corner the one that pulls that arm alone; its colour is J. ' +
              'The line is the way that training took, a dot a checkpoint.'
            : 'Bars: π(a), how likely the policy pulls an arm. The best arms are bold.',
          exact: exactWords({ horizon, discounts, hasCritic }),
        }}
        selected={null}
        legendButton={null}
        onHover={() => {}}
        onSelect={() => {}}
        onKeyDown={() => {}}
      />
    </div>
  )
}
