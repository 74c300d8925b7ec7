import { Select } from '../../../components/select.tsx'
import styles from './finite.module.css'
import { taxiStops, type TaxiChoice } from './world-map.ts'

const inTaxi = 4
const stops = taxiStops.map((name, index) => ({ value: String(index), label: name }))

/** Which 25 of Taxi's 500 states the map shows: where the passenger is, and where to bring them. */
export function TaxiControls({ taxi, onTaxi }: { taxi: TaxiChoice; onTaxi: (taxi: TaxiChoice) => void }) {
  const { passenger, destination } = taxi
  return (
    <div className={styles.taxi}>
      <span className={styles.soft}>passenger</span>
      <Select
        label="Passenger"
        value={String(passenger)}
        options={[...stops, { value: String(inTaxi), label: 'in the taxi' }]}
        onChange={(text) => {
          const next = Number(text)
          // Who waits at the goal has arrived: no such state is acted in.
          onTaxi({ passenger: next, destination: next === destination ? (destination + 1) % 4 : destination })
        }}
      />
      <span className={styles.soft}>goal</span>
      <Select
        label="Goal"
        value={String(destination)}
        options={stops.filter(({ value }) => value !== String(passenger))}
        onChange={(text) => onTaxi({ passenger, destination: Number(text) })}
      />
    </div>
  )
}
