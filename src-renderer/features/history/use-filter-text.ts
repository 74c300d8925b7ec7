import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { historyAddress, type HistoryAddress } from './address.ts'

const writtenAfterMs = 300

export interface FilterText {
  text: string
  /** While the list of completions is open. */
  isCompleting: boolean
  setCompleting: (isCompleting: boolean) => void
  /** As it is typed: the address follows when the typing pauses. */
  type: (text: string) => void
  /** As a choice: Back leads to the one before. */
  apply: (text: string) => void
}

/** The filter's text: it stands in the address, and is remembered. */
export function useFilterText(
  address: HistoryAddress,
  remembered: string,
  change: (change: { filter: string }) => void,
): FilterText {
  const [, navigate] = useLocation()
  const [text, setText] = useState(() => address.filter ?? (address.experiment === null ? remembered : ''))
  const [isCompleting, setCompleting] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const written = useRef(address.filter)
  const latest = useRef(address)
  useEffect(() => {
    latest.current = address
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  // A link, or Back.
  useEffect(() => {
    if (address.filter === null || address.filter === written.current) return
    written.current = address.filter
    setText(address.filter)
    change({ filter: address.filter })
  }, [address.filter, change])
  // Who is led to one experiment wants to see it, whatever was filtered before.
  useEffect(() => {
    if (address.experiment === null || address.filter !== null) return
    written.current = null
    setText('')
    change({ filter: '' })
  }, [address.experiment, address.filter, change])
  // So that the address of what was remembered can be copied.
  useEffect(() => {
    const { filter, experiment, place } = latest.current
    if (filter !== null || experiment !== null || remembered === '') return
    written.current = remembered
    navigate(historyAddress({ place, filter: remembered }), { replace: true })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- at the start alone
  }, [])
  const write = (filter: string, replace: boolean): void => {
    written.current = filter
    navigate(historyAddress({ place: latest.current.place, filter }), { replace })
    change({ filter })
  }
  return {
    text,
    isCompleting,
    setCompleting,
    type(filter) {
      setText(filter)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => write(filter, true), writtenAfterMs)
    },
    apply(filter) {
      clearTimeout(timer.current)
      setText(filter)
      write(filter, false)
    },
  }
}
