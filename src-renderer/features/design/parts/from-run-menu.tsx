import { Menu } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { pointsOf } from '../../../../src-shared/domain/points.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { useExperiments } from '../../../client/index.tsx'
import { freeName, nextSlot } from '../model/algorithm.ts'
import { repair } from '../model/repair.ts'
import type { Design } from '../model/use-design.ts'
import { withAnother } from '../model/variant-list.ts'
import styles from './variant-tabs.module.css'

const mostExperiments = 12
/** A point of a sweep may have a longer name than a variant. */
const mostLetters = 100

/** A variant of an earlier experiment, brought into this one's world. */
export function FromRunMenu({ design }: { design: Design }) {
  const { spec } = design.draft
  const experiments = useExperiments()
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .slice(0, mostExperiments)
  const bring = (variant: VariantSpec) => {
    const repaired = repair(
      spec.environment,
      { ...variant, name: freeName(variant.name.slice(0, mostLetters), spec.variants), slot: nextSlot(spec) },
      spec.budget,
      new Set(),
    )
    const listed = withAnother({ ...spec, budget: repaired.budget }, repaired.variant, null)
    design.replace(listed.spec, listed.active, repaired.changes)
  }
  return (
    <Menu position="bottom-start" width={320} shadow="md">
      <Menu.Target>
        <button
          type="button"
          className={styles.tabButton}
          disabled={experiments.length === 0 || spec.variants.length >= 50}
          title={experiments.length === 0 ? 'There are no earlier experiments yet' : undefined}
        >
          <IconCopy size={16} aria-hidden /> From a run
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {experiments.map((experiment) => (
          <div key={experiment.id}>
            <Menu.Label>{experiment.name}</Menu.Label>
            {pointsOf(experiment.spec).map(({ variant }, index) => (
              <Menu.Item key={index} onClick={() => bring(variant)}>
                {variant.name}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
