import type { ReactNode } from 'react'
import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { pictureSize } from '../../../../src-shared/catalogue/environments/picture.ts'
import type { Shape, WorldPicture as PictureData } from '../../../../src-shared/catalogue/environments/picture.ts'
import styles from './world.module.css'

const { width, height } = pictureSize

/** A small drawing of the world, enough to know it by. */
export function WorldPicture({ environment }: { environment: EnvironmentSpec }) {
  return (
    <svg className={styles.picture} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {drawing(environmentEntry(environment.id).picture(environment))}
    </svg>
  )
}

function drawing(picture: PictureData): ReactNode {
  switch (picture.kind) {
    case 'tiles':
      return <Tiles rows={picture.rows} />
    case 'bars':
      return <Bars values={picture.values} />
    case 'chain':
      return <Chain states={Math.min(9, picture.states)} />
    case 'graph':
      return <Graph nodes={Math.min(8, picture.nodes)} />
    case 'text':
      return (
        <text x={width / 2} y={height / 2 + 5} textAnchor="middle" className={styles.moduleText}>
          {picture.text}
        </text>
      )
    case 'shapes':
      return picture.shapes.map((shape, i) => <Drawn key={i} shape={shape} />)
  }
}

function Drawn({ shape }: { shape: Shape }) {
  const look = styles[shape.look]
  if ('line' in shape)
    return <polyline points={shape.line.map((point) => point.join(',')).join(' ')} className={look} />
  if ('ellipse' in shape) {
    const [cx, cy, rx, ry] = shape.ellipse
    return <ellipse cx={cx} cy={cy} rx={rx} ry={ry} className={look} />
  }
  const [x, y, boxWidth, boxHeight] = shape.box
  return <rect x={x} y={y} width={boxWidth} height={boxHeight} rx="3" className={look} />
}

function Tiles({ rows }: { rows: readonly string[] }) {
  const size = Math.min((height - 8) / rows.length, (width - 8) / rows[0]!.length)
  const left = (width - size * rows[0]!.length) / 2
  const top = (height - size * rows.length) / 2
  return rows.flatMap((row, r) =>
    [...row].map((field, c) => (
      <rect
        key={`${r} ${c}`}
        x={left + c * size}
        y={top + r * size}
        width={size - 1}
        height={size - 1}
        rx="1.5"
        className={styles.tile}
        data-field={field}
      />
    )),
  )
}

function Bars({ values }: { values: readonly number[] }) {
  const shown = values.slice(0, 16)
  const low = Math.min(0, ...shown)
  const high = Math.max(1e-9, ...shown)
  const step = Math.min(40, (width - 40) / shown.length)
  const left = (width - step * shown.length) / 2
  const y = (value: number) => 74 - ((value - low) / (high - low)) * 60
  return (
    <>
      <line x1="10" y1={y(0)} x2={width - 10} y2={y(0)} className={styles.ground} />
      {shown.map((value, i) => (
        <rect
          key={i}
          x={left + i * step + 3}
          y={Math.min(y(0), y(value))}
          width={step - 6}
          height={Math.max(2, Math.abs(y(value) - y(0)))}
          rx="2"
          className={value === high ? styles.best : styles.body}
        />
      ))}
    </>
  )
}

function Chain({ states }: { states: number }) {
  const gap = (width - 48) / Math.max(1, states - 1)
  return (
    <>
      <line x1="24" y1="42" x2={width - 24} y2="42" className={styles.ground} />
      {Array.from({ length: states }, (_, i) => (
        <circle key={i} cx={24 + i * gap} cy="42" r="8" className={i === states - 1 ? styles.best : styles.body} />
      ))}
    </>
  )
}

/** States on a ring, each with a few edges: what matters is that it is a graph. */
function Graph({ nodes }: { nodes: number }) {
  const at = (i: number) => ({
    x: 120 + 76 * Math.cos((2 * Math.PI * i) / nodes),
    y: 42 + 30 * Math.sin((2 * Math.PI * i) / nodes),
  })
  const edges = Array.from({ length: nodes }, (_, i) =>
    [1, 2, 3].filter((step) => step < nodes).map((step) => [at(i), at((i + step * step) % nodes)] as const),
  ).flat()
  return (
    <>
      {edges.map(([from, to], i) => (
        <line key={i} x1={from.x} y1={from.y} x2={to.x} y2={to.y} className={styles.ground} />
      ))}
      {Array.from({ length: nodes }, (_, i) => (
        <circle key={i} cx={at(i).x} cy={at(i).y} r="7" className={styles.body} />
      ))}
    </>
  )
}
