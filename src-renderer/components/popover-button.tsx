import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

/** A button that opens a small dialog at itself; the keyboard goes into it and comes back to the button. */
export function PopoverButton({
  opened,
  onOpened,
  icon,
  name,
  title,
  disabled,
  className,
  at = 'end',
  widthPx,
  dialogClassName,
  children,
}: {
  opened: boolean
  onOpened: (opened: boolean) => void
  icon: ReactNode
  /** What stands on the button. */
  name: ReactNode
  title?: string
  disabled?: boolean
  className?: string | undefined
  /** Which end of the button the dialog keeps to. */
  at?: 'start' | 'end'
  widthPx: number
  dialogClassName: string | undefined
  children: ReactNode
}) {
  return (
    <Popover
      opened={opened}
      onChange={onOpened}
      trapFocus
      returnFocus
      position={`bottom-${at}`}
      width={widthPx}
      shadow="md"
      transitionProps={{ duration: 100 }}
    >
      <Popover.Target>
        <Button
          className={className}
          icon={icon}
          title={title}
          disabled={disabled}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => onOpened(!opened)}
        >
          {name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={dialogClassName}>{children}</Popover.Dropdown>
    </Popover>
  )
}
