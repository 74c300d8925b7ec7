import { formatFixed } from '../../../../src-shared/words/format.ts'
import type { Drawing, Mark, Size } from '../../../charts/drawing.ts'
import type { FiniteSnapshot } from './snapshot.ts'
import type { Look } from './look.ts'

export type ArmsLook = Pick<Look, 'theme' | 'decimals' | 'colour'>
import { headPx, rowPx } from './table-drawing.ts'

/**
 * A bandit's arms, a row each: how likely the policy pulls it as a bar, with Q and A beside it; the best arms in bold.
 * @param scrolledPx how far the rows are scrolled below the head
 */
export function armsDrawing(
  snapshot: FiniteSnapshot,
  actionNames: readonly string[],
  look: ArmsLook,
  size: Size,
  scrolledPx: number,
): Drawing {
  const { theme, decimals } = look
  const numbersX = size.width - 20
  const barX = 92
  const barWidth = Math.max(80, numbersX - 220 - barX)
  const best = Math.max(...snapshot.qSA)
  const marks: Mark[] = []
  const first = Math.max(0, Math.floor(scrolledPx / rowPx))
  const last = Math.min(actionNames.length, Math.ceil((scrolledPx + size.height - headPx) / rowPx))
  for (let arm = first; arm < last; arm++) {
    const y = headPx + arm * rowPx - scrolledPx
    const isBest = snapshot.qSA[arm]! >= best - 1e-12
    const text = (x: number, words: string, at: 'start' | 'end' = 'end'): Mark => ({
      kind: 'text',
      x,
      y: y + 17,
      text: words,
      size: 12,
      weight: isBest ? 600 : 400,
      fill: theme.text,
      at,
    })
    marks.push(
      text(6, actionNames[arm]!, 'start'),
      { kind: 'rect', x: barX, y: y + 6, width: barWidth, height: rowPx - 12, radius: 3, fill: theme.line },
      {
        kind: 'rect',
        x: barX,
        y: y + 6,
        width: Math.max(1, snapshot.piSA[arm]! * barWidth),
        height: rowPx - 12,
        radius: 3,
        fill: look.colour,
      },
      text(numbersX - 150, formatFixed(snapshot.piSA[arm]!, 3)),
      text(numbersX - 72, formatFixed(snapshot.qSA[arm]!, decimals)),
      text(numbersX, formatFixed(snapshot.advantagesSA[arm]!, decimals)),
    )
  }
  const head = (x: number, text: string, at: 'start' | 'end' = 'end'): Mark => ({
    kind: 'text',
    x,
    y: 17,
    text,
    size: 11.5,
    fill: theme.soft,
    at,
  })
  marks.push(
    { kind: 'rect', x: 0, y: 0, width: size.width, height: headPx, fill: theme.panel },
    head(6, 'arm', 'start'),
    head(barX, 'π(a)', 'start'),
    head(numbersX - 72, 'Q exact'),
    head(numbersX, 'A exact'),
    {
      kind: 'path',
      points: [
        [0, headPx - 1],
        [size.width, headPx - 1],
      ],
      closed: false,
      stroke: theme.line,
    },
  )
  return { ...size, ground: theme.panel, marks }
}
