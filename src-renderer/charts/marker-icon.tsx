import type { MarkerKind } from './plot.ts'

const shapes = {
  up: '6,1.5 10.5,9.5 1.5,9.5',
  down: '6,10.5 10.5,2.5 1.5,2.5',
  diamond: '6,1 11,6 6,11 1,6',
}

/** A marker beside its name in a table. */
export function MarkerIcon({ kind, colour }: { kind: MarkerKind; colour: string }) {
  return (
    <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden>
      {kind === 'circle' && <circle cx={6} cy={6} r={4} fill={colour} />}
      {kind === 'ring' && <circle cx={6} cy={6} r={3.6} fill="none" stroke={colour} strokeWidth={1.8} />}
      {kind === 'square' && <rect x={2} y={2} width={8} height={8} fill={colour} />}
      {(kind === 'up' || kind === 'down' || kind === 'diamond') && <polygon points={shapes[kind]} fill={colour} />}
    </svg>
  )
}
