import { Menu } from '@mantine/core'
import { IconBook2, IconFilePlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Preset } from '../../../../src-shared/contract/methods.ts'
import { experimentSpec } from '../../../../src-shared/domain/spec.ts'
import { issuesOf } from '../../../../src-shared/domain/issues.ts'
import { useClient } from '../../../client/index.tsx'
import { sentenceOfFailure } from '../../../client/ascent-failure.ts'
import { showNotice } from '../../../components/notify.ts'
import { newExperiment } from '../model/new-experiment.ts'
import type { Design } from '../model/use-design.ts'
import styles from '../parts/variant-tabs.module.css'

/**
 * Whole experiments to start from: one for each box of the chapter, and the comparisons. Undo restores the
 * design that was here before.
 */
export function PresetsMenu({ design }: { design: Design }) {
  const client = useClient()
  const [presets, setPresets] = useState<Preset[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    client
      .call('design.presets', {})
      .then((answer) => !gone && setPresets(answer.presets))
      .catch((refusal: unknown) => !gone && setFailure(sentenceOfFailure(refusal)))
    return () => {
      gone = true
    }
  }, [client])
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
          <Menu.Item key={preset.id} onClick={() => load(preset)}>
            {preset.title}
            <span className={styles.menuSentence}>{preset.sentence}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
