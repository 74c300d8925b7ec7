import type { ReactNode } from 'react'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import styles from './world.module.css'

const width = 240
const height = 84

/** A small drawing of the world, enough to know it by. */
export function WorldPicture({ environment }: { environment: EnvironmentSpec }) {
  return (
    <svg className={styles.picture} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {drawing(environment)}
    </svg>
  )
}

function drawing(environment: EnvironmentSpec): ReactNode {
  switch (environment.id) {
    case 'warm-up':
      return <Bars values={[1, 0.01]} />
    case 'bernoulli-bandit':
      return <Bars values={environment.probabilities} />
    case 'gaussian-bandit':
      return <Bars values={environment.means} />
    case 'FrozenLake-v1':
      return <Tiles rows={environment.map === '4x4' ? lake4 : lake8} />
    case 'CliffWalking-v1':
      return <Tiles rows={['............', '............', '............', 'SHHHHHHHHHHG']} />
    case 'Taxi':
      return <Tiles rows={['G.#.G', '..#..', '.....', '#.#..', 'G#.SG']} />
    case 'gridworld':
      return <Tiles rows={environment.map} />
    case 'chain':
      return <Chain states={Math.min(9, environment.states)} />
    case 'garnet':
    case 'finite-mdp':
      return (
        <Graph nodes={Math.min(8, environment.id === 'garnet' ? environment.states : environment.transitions.length)} />
      )
    case 'CartPole-v1':
      return (
        <>
          <line x1="10" y1="69" x2="230" y2="69" className={styles.ground} />
          <rect x="98" y="56" width="44" height="13" rx="3" className={styles.body} />
          <line x1="120" y1="56" x2="133" y2="12" className={styles.pole} />
          <circle cx="120" cy="56" r="2.5" className={styles.joint} />
        </>
      )
    case 'Acrobot-v1':
      return (
        <>
          <line x1="70" y1="22" x2="170" y2="22" className={styles.goalLine} />
          <line x1="120" y1="40" x2="98" y2="60" className={styles.pole} />
          <line x1="98" y1="60" x2="116" y2="78" className={styles.pole} />
          <circle cx="120" cy="40" r="3.5" className={styles.joint} />
          <circle cx="98" cy="60" r="3.5" className={styles.joint} />
        </>
      )
    case 'MountainCar-v0':
    case 'MountainCarContinuous-v0':
      return (
        <>
          <polyline points={mountain} className={styles.hill} />
          <line x1="212" y1="18" x2="212" y2="4" className={styles.ground} />
          <path d="M212 4l10 4-10 4z" className={styles.flag} />
          <rect x="92" y="58" width="20" height="9" rx="3" className={styles.body} />
        </>
      )
    case 'Pendulum-v1':
      return (
        <>
          <circle cx="120" cy="42" r="34" className={styles.hill} />
          <line x1="120" y1="42" x2="134" y2="12" className={styles.pole} />
          <circle cx="120" cy="42" r="3.5" className={styles.joint} />
        </>
      )
    case 'lqr':
      return (
        <>
          {[12, 22, 32].map((r) => (
            <ellipse key={r} cx="120" cy="42" rx={r * 2.4} ry={r} className={styles.hill} />
          ))}
          <polyline points="190,14 160,24 140,36 127,40 121,42" className={styles.trace} />
          <circle cx="120" cy="42" r="3" className={styles.flag} />
        </>
      )
    case 'point-mass':
      return (
        <>
          <circle cx="190" cy="24" r="9" className={styles.goalLine} />
          <polyline points="46,64 84,60 122,46 152,36 176,28" className={styles.trace} />
          <circle cx="46" cy="64" r="6" className={styles.body} />
        </>
      )
    case 'module':
      return (
        <text x={width / 2} y={height / 2 + 5} textAnchor="middle" className={styles.moduleText}>
          step(state, action)
        </text>
      )
  }
}

const lake4 = ['SFFF', 'FHFH', 'FFFH', 'HFFG']
const lake8 = ['SFFFFFFF', 'FFFFFFFF', 'FFFHFFFF', 'FFFFFHFF', 'FFFHFFFF', 'FHHFFFHF', 'FHFFHFHF', 'FFFHFFFG']
const mountain = Array.from({ length: 41 }, (_, i) => {
  const position = -1.2 + (i / 40) * 1.8
  return `${10 + i * 5.5},${(70 - 26 * (Math.sin(3 * position) + 1)).toFixed(1)}`
}).join(' ')

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
