import styles from './pictures.module.css'

const width = 200
const height = 78
const mostNodes = 6

/** A network as the chapter draws it: at most six units of a layer are shown. */
export function NetworkPicture({ layers }: { layers: readonly number[] }) {
  const columns = layers.map((units, layer) => {
    const shown = Math.max(1, Math.min(mostNodes, units))
    const x = 10 + (layer * (width - 20)) / (layers.length - 1)
    const gap = Math.min(13, (height - 12) / Math.max(1, shown - 1))
    return Array.from({ length: shown }, (_, i) => ({ x, y: height / 2 + (i - (shown - 1) / 2) * gap }))
  })
  const edges = columns
    .slice(1)
    .flatMap((column, layer) =>
      columns[layer]!.flatMap((from) =>
        column.map((to) => `M${from.x} ${from.y.toFixed(1)}L${to.x} ${to.y.toFixed(1)}`),
      ),
    )
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Network with layers of ${layers.join(', ')} units`}
    >
      <path d={edges.join('')} className={styles.edges} />
      {columns.flat().map((node) => (
        <circle key={`${node.x} ${node.y}`} cx={node.x} cy={node.y} r="3.2" className={styles.node} />
      ))}
    </svg>
  )
}
