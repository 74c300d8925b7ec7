import { Menu } from '@mantine/core'
import {
  IconArrowLeft,
  IconArrowRight,
  IconCopy,
  IconDotsVertical,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { algorithms } from '../../../../src-shared/catalogue/algorithms.ts'
import type { Algorithm } from '../../../../src-shared/catalogue/algorithms.ts'
import { isPressed } from '../../../components/shortcut.ts'
import { Swatch } from '../../../components/swatch.tsx'
import { freeName, nextSlot, reasonAgainst, variantOf } from '../model/algorithm.ts'
import type { Design } from '../model/use-design.ts'
import { moved, withAnother, withCopy, without, type Listed } from '../model/variant-list.ts'
import { designShortcuts } from '../shortcuts.ts'
import styles from './variant-tabs.module.css'

/** The variants side by side: arrows move, F2 or a double click renames, Delete removes. */
export function VariantTabs({ design, hasPanel }: { design: Design; hasPanel: boolean }) {
  const { spec, activeVariant } = design.draft
  const [renaming, setRenaming] = useState<number | null>(null)
  const tabs = useRef<(HTMLButtonElement | null)[]>([])

  useEffect(() => {
    void tabs.current[activeVariant]?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [activeVariant])

  const take = (listed: Listed | undefined, notices: string[] = []) => {
    if (listed === undefined) return
    design.replace(listed.spec, listed.active, notices)
    requestAnimationFrame(() => tabs.current[listed.active]?.focus())
  }
  const add = (algorithm: Algorithm) => {
    const made = variantOf(algorithm, spec.environment, spec.budget, {
      name: freeName(algorithm.title, spec.variants),
      slot: nextSlot(spec),
    })
    take(withAnother({ ...spec, budget: made.budget }, made.variant, null), made.changes)
  }
  const duplicate = (index: number) => take(withCopy(spec, index))
  const remove = (index: number) => take(without(spec, index, activeVariant))
  const move = (index: number, by: 1 | -1) => take(moved(spec, index, by))
  const go = (index: number) => {
    const target = (index + spec.variants.length) % spec.variants.length
    design.activate(target)
    tabs.current[target]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const act: Record<string, () => void> = {
      ArrowRight: () => go(index + 1),
      ArrowLeft: () => go(index - 1),
      Home: () => go(0),
      End: () => go(spec.variants.length - 1),
      [designShortcuts.rename.keys]: () => setRenaming(index),
      [designShortcuts.remove.keys]: () => remove(index),
    }
    const found = isPressed(designShortcuts.moveLeft, event)
      ? () => move(index, -1)
      : isPressed(designShortcuts.moveRight, event)
        ? () => move(index, 1)
        : act[event.key]
    if (!found) return
    event.preventDefault()
    found()
  }
  const rename = (index: number, name: string) => {
    setRenaming(null)
    if (name.trim() !== '' && name !== spec.variants[index]!.name) design.set(['variants', index, 'name'], name.trim())
    requestAnimationFrame(() => tabs.current[index]?.focus())
  }

  return (
    <div className={styles.tabRow}>
      <div className={styles.tabs} role="tablist" aria-label="Variants">
        {spec.variants.map((variant, index) => {
          const wrong = design.issues.some((issue) => issue.path.startsWith(`variants[${index}]`))
          return renaming === index ? (
            <RenameField key={index} name={variant.name} onDone={(name) => rename(index, name)} />
          ) : (
            <button
              key={index}
              ref={(element) => {
                tabs.current[index] = element
              }}
              type="button"
              role="tab"
              id={`variant-tab-${index}`}
              aria-selected={index === activeVariant}
              // As a table and as JSON, the spec has no panel of this variant's own.
              aria-controls={hasPanel ? 'variant-panel' : undefined}
              tabIndex={index === activeVariant ? 0 : -1}
              className={styles.tab}
              title={`${variant.name}${wrong ? ' (has an error)' : ''}`}
              onClick={() => design.activate(index)}
              onDoubleClick={() => setRenaming(index)}
              onKeyDown={(event) => onKeyDown(event, index)}
            >
              <Swatch slot={variant.slot ?? index} />
              <span>{variant.name}</span>
              {wrong && <span className={styles.wrong} aria-label="has an error" />}
            </button>
          )
        })}
      </div>
      <Menu position="bottom-start" width={230} shadow="md">
        <Menu.Target>
          <button
            type="button"
            className={styles.tabButton}
            aria-label={`More for ${spec.variants[activeVariant]!.name}`}
            title="Rename, copy, move or remove this variant"
          >
            <IconDotsVertical size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={16} />}
            rightSection={<kbd>F2</kbd>}
            onClick={() => setRenaming(activeVariant)}
          >
            Rename
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => duplicate(activeVariant)}>
            Duplicate
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowLeft size={16} />}
            disabled={activeVariant === 0}
            onClick={() => move(activeVariant, -1)}
          >
            Move left
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight size={16} />}
            disabled={activeVariant === spec.variants.length - 1}
            onClick={() => move(activeVariant, 1)}
          >
            Move right
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={16} />}
            rightSection={<kbd>Del</kbd>}
            disabled={spec.variants.length === 1}
            onClick={() => remove(activeVariant)}
          >
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-start" width={360} shadow="md">
        <Menu.Target>
          <button type="button" className={styles.tabButton} disabled={spec.variants.length >= 50}>
            <IconPlus size={16} aria-hidden /> Variant
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles.menu}>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => duplicate(activeVariant)}>
            Copy of {spec.variants[activeVariant]!.name}
          </Menu.Item>
          <Menu.Label>Named algorithms</Menu.Label>
          <AlgorithmItems design={design} add={add} />
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

/** A component of its own, so that nothing is asked while the menu is closed. */
function AlgorithmItems({ design, add }: { design: Design; add: (algorithm: Algorithm) => void }) {
  const { spec } = design.draft
  return algorithms.map((algorithm) => {
    const reason = reasonAgainst(algorithm, spec.environment, spec.budget)
    return (
      <Menu.Item
        key={algorithm.id}
        className={styles.algorithm}
        disabled={reason !== undefined}
        onClick={() => add(algorithm)}
      >
        {algorithm.title}
        <span className={styles.menuSentence}>{reason ? `Not here: ${reason}.` : algorithm.sentence}</span>
      </Menu.Item>
    )
  })
}

function RenameField({ name, onDone }: { name: string; onDone: (name: string) => void }) {
  const [text, setText] = useState(name)
  const done = useRef(false)
  // Taking the field away blurs it: what Escape took back must stay so.
  const finish = (result: string) => {
    if (done.current) return
    done.current = true
    onDone(result)
  }
  return (
    <input
      className={styles.rename}
      aria-label={`New name of ${name}`}
      autoFocus
      maxLength={120}
      value={text}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => finish(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(text)
        if (event.key === 'Escape') finish(name)
      }}
    />
  )
}
