import type { ReactNode } from 'react'
import { featureCount, featureProblem } from '../../../../src-shared/catalogue/feature-count.ts'
import type { FeatureWorld } from '../../../../src-shared/catalogue/feature-count.ts'
import type { FeatureSpec } from '../../../../src-shared/catalogue/features.ts'
import { plural } from '../../../../src-shared/words/format.ts'
import { featureCurves } from './feature-curves.ts'
import styles from './pictures.module.css'

const width = 200
const height = 64

/** Feature maps along one dimension: each curve is one feature over the observation's range. */
export function FeaturePicture({ features, world }: { features: FeatureSpec; world: FeatureWorld }) {
  const count = featureProblem(features, world) === undefined ? Math.round(featureCount(features, world)) : undefined
  return (
    <figure className={styles.features}>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${features.kind} features, drawn along one dimension`}
      >
        {drawing(features)}
      </svg>
      {count !== undefined && <figcaption>{plural(count, 'feature')} of a state</figcaption>}
    </figure>
  )
}

function drawing(features: FeatureSpec): ReactNode {
  switch (features.kind) {
    case 'one-hot':
      return <Cells rows={[[0, 0, 0, 1, 0, 0, 0, 0]]} />
    case 'matrix':
      return <Cells rows={features.rows.slice(0, 6).map((row) => row.slice(0, 12))} />
    case 'tiles':
      return <Tiles tilings={Math.min(4, features.tilings)} tiles={Math.min(8, features.tiles)} />
    default: {
      const curves = featureCurves(features, 64)
      return curves.map((curve, i) => (
        <polyline
          key={i}
          className={styles.curve}
          style={{ opacity: 0.35 + (0.65 * (i + 1)) / curves.length }}
          points={curve
            .map((y, x) => `${((x / 63) * (width - 8) + 4).toFixed(1)},${(height - 6 - y * (height - 12)).toFixed(1)}`)
            .join(' ')}
        />
      ))
    }
  }
}

/** A table of numbers as shades, its largest full. */
function Cells({ rows }: { rows: readonly (readonly number[])[] }) {
  const largest = Math.max(1e-9, ...rows.flat().map(Math.abs))
  const w = Math.min(22, (width - 8) / rows[0]!.length)
  const h = Math.min(22, (height - 8) / rows.length)
  const left = (width - w * rows[0]!.length) / 2
  const top = (height - h * rows.length) / 2
  return rows.flatMap((row, r) =>
    row.map((value, c) => (
      <rect
        key={`${r} ${c}`}
        className={styles.cell}
        x={left + c * w}
        y={top + r * h}
        width={w - 1.5}
        height={h - 1.5}
        rx="2"
        style={{ fillOpacity: 0.08 + (0.92 * Math.abs(value)) / largest }}
      />
    )),
  )
}

/** Grids shifted against each other; the tile that holds the observation is on in each. */
function Tiles({ tilings, tiles }: { tilings: number; tiles: number }) {
  const rowHeight = (height - 8) / tilings
  const w = (width - 16) / (tiles + 1)
  const at = 0.43 * (width - 16)
  return Array.from({ length: tilings }, (_, t) => {
    const shift = (t * w) / tilings
    return Array.from({ length: tiles + 1 }, (__, i) => {
      const x = 8 - w + shift + i * w
      const on = at + 8 >= x && at + 8 < x + w
      return (
        <rect
          key={`${t} ${i}`}
          className={styles.cell}
          x={Math.max(8, x)}
          y={4 + t * rowHeight}
          width={Math.max(0, Math.min(x + w, width - 8) - Math.max(8, x) - 1)}
          height={rowHeight - 3}
          rx="1.5"
          style={{ fillOpacity: on ? 1 : 0.12 }}
        />
      )
    })
  })
}
