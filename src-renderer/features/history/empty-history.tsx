import { IconHistory } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExampleOffer } from '../../components/example-offer.tsx'
import { historyAddress } from './address.ts'

export function EmptyHistory() {
  const [, navigate] = useLocation()
  return (
    <EmptyState
      title="No history yet"
      icon={<IconHistory size={34} aria-hidden />}
      sentence={
        'Every experiment that you queue is kept here with its runs, curves, tags and ' +
        'notes. The example trains a first one within half a minute.'
      }
    >
      <ExampleOffer />
      <Button onClick={() => navigate('/design')}>Design an experiment</Button>
      <Button onClick={() => navigate(historyAddress({ place: 'bin' }))}>Show the bin</Button>
    </EmptyState>
  )
}
