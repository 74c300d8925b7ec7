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
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { isPressed } from '../../../components/shortcut.ts'
import { Swatch } from '../../../components/swatch.tsx'
import { freeName, nextSlot, reasonAgainst, variantOf } from '../model/algorithm.ts'
import { withVariants } from '../model/sweep.ts'
import type { Design } from '../model/use-design.ts'
import { designShortcuts } from '../shortcuts.ts'
import styles from './variant-tabs.module.css'

/** The variants side by side: arrows move, F2 or a double click renames, Delete removes. */
export function VariantTabs({ design }: { design: Design }) {
  const { spec, activeVariant } = design.draft
  const [renaming, setRenaming] = useState<number | null>(null)
  const tabs = useRef<(HTMLButtonElement | null)[]>([])

  useEffect(() => {
    void tabs.current[activeVariant]?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [activeVariant])

  const indices = spec.variants.map((_, index) => index)
  const insert = (variant: VariantSpec, copyOf: number | null, notices: string[] = [], budget = spec.budget) =>
    design.replace(
      withVariants({ ...spec, budget }, [...spec.variants, variant], [...indices, copyOf]),
      spec.variants.length,
      notices,
    )
  const add = (algorithm: Algorithm) => {
    const made = variantOf(algorithm, spec.environment, spec.budget, {
      name: freeName(algorithm.title, spec.variants),
      slot: nextSlot(spec),
    })
    insert(made.variant, null, made.changes, made.budget)
  }
  const duplicate = (index: number) => {
    const original = spec.variants[index]!
    insert({ ...original, name: freeName(original.name, spec.variants), slot: nextSlot(spec) }, index)
  }
  const remove = (index: number) => {
    if (spec.variants.length === 1) return
    const left = indices.filter((i) => i !== index)
    const variants = left.map((i) => spec.variants[i]!)
    design.replace(
      withVariants(spec, variants, left),
      Math.min(activeVariant > index ? activeVariant - 1 : activeVariant, variants.length - 1),
    )
    requestAnimationFrame(() => tabs.current[Math.min(index, variants.length - 1)]?.focus())
  }
  const move = (index: number, by: 1 | -1) => {
    const target = index + by
    if (target < 0 || target >= spec.variants.length) return
    const order = indices.with(index, target).with(target, index)
    design.replace(
      withVariants(
        spec,
        order.map((i) => spec.variants[i]!),
        order,
      ),
      target,
    )
    requestAnimationFrame(() => tabs.current[target]?.focus())
  }
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
              // As JSON, the spec has no panel of this variant's own.
              aria-controls={design.draft.jsonText === null ? 'variant-panel' : undefined}
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
