import { Menu } from '@mantine/core'
import { IconBook2, IconFilePlus, IconSchool } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useLocation } from 'wouter'
import type { Preset } from '../../../../src-shared/contract/methods.ts'
import type { Lesson } from '../../../../src-shared/domain/lesson.ts'
import { experimentSpec } from '../../../../src-shared/domain/spec.ts'
import { issuesOf } from '../../../../src-shared/domain/issues.ts'
import { useLessons, usePresets } from '../../../components/lessons/use-lessons.ts'
import { showNotice } from '../../../components/notify.ts'
import { newExperiment } from '../model/new-experiment.ts'
import type { Design } from '../model/use-design.ts'
import styles from '../parts/variant-tabs.module.css'

/**
 * Whole experiments to start from: one for each box of the chapter, and the comparisons. Undo restores the
 * design that was here before. A preset that a lesson runs has a way to it beside it.
 */
export function PresetsMenu({ design }: { design: Design }) {
  const { value: presets, failure } = usePresets()
  const { value: lessons } = useLessons()
  const [, navigate] = useLocation()
  const lessonsOf = ({ id }: Preset): readonly Lesson[] => (lessons ?? []).filter(({ run }) => run.preset === id)
  const load = (preset: Preset) => {
    const parsed = experimentSpec.safeParse(preset.spec)
    if (parsed.success) design.replace(parsed.data, 0, ['Loaded. Undo restores your design.'])
    else showNotice('error', `The preset "${preset.title}" can't be read: ${issuesOf(parsed.error)[0]!.message}.`)
  }
  return (
    <Menu position="bottom-end" width={380} shadow="md">
      <Menu.Target>
        <button type="button" className={styles.tabButton}>
          <IconBook2 size={16} aria-hidden /> Presets
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <Menu.Item
          leftSection={<IconFilePlus size={16} />}
          onClick={() => design.replace(newExperiment(), 0, ['This is a new design. Undo restores the one before.'])}
        >
          New experiment
        </Menu.Item>
        <Menu.Label>Presets</Menu.Label>
        {failure && <Menu.Item disabled>{failure}</Menu.Item>}
        {presets?.map((preset) => (
          <Fragment key={preset.id}>
            <Menu.Item onClick={() => load(preset)}>
              {preset.title}
              <span className={styles.menuSentence}>{preset.sentence}</span>
            </Menu.Item>
            {lessonsOf(preset).map((lesson) => (
              <Menu.Item
                key={lesson.id}
                className={styles.menuLesson}
                leftSection={<IconSchool size={14} aria-hidden />}
                onClick={() => navigate(`/learn/${lesson.id}`)}
              >
                Read the lesson “{lesson.title}”
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
