import { expect, test } from 'vitest'
import type { Mark } from './drawing.ts'
import { paintDrawing } from './paint-drawing.ts'

/** What a canvas was told to fill and stroke, with the opacity and colours of that moment. */
function painted(...marks: Mark[]): { does: string; opacity: number; fill: unknown; stroke: unknown }[] {
  const done: ReturnType<typeof painted> = []
  const settings: Record<string, unknown> = {}
  const context = new Proxy(settings, {
    get: (_target, name: string) =>
      name in settings
        ? settings[name]
        : () => {
            if (!['fill', 'stroke', 'fillRect', 'fillText'].includes(name)) return
            const { globalAlpha, fillStyle, strokeStyle } = settings
            done.push({ does: name, opacity: globalAlpha as number, fill: fillStyle, stroke: strokeStyle })
          },
  })
  const canvas = { width: 0, height: 0, getContext: () => context } as unknown as HTMLCanvasElement
  paintDrawing(canvas, { width: 10, height: 10, ground: 'ground', marks }, 1)
  return done.slice(1)
}

const plain = { kind: 'rect', x: 0, y: 0, width: 2, height: 2, fill: 'red' } as const

test('each mark is painted with its own opacity, and none with that of the one before', () => {
  const square = [
    [0, 0],
    [1, 0],
    [1, 1],
  ] as const
  expect(
    painted(
      { ...plain, opacity: 0.2 },
      { ...plain, radius: 3 },
      { kind: 'path', points: square, closed: true, fill: 'blue', stroke: 'green', opacity: 0.5 },
      { kind: 'circle', x: 0, y: 0, radius: 1, fill: 'red', opacity: 0.3 },
      { kind: 'text', x: 0, y: 0, text: 'words', size: 11, fill: 'black' },
    ).map(({ does, opacity }) => [does, opacity]),
  ).toEqual([
    ['fillRect', 0.2],
    ['fill', 1],
    ['fill', 0.5],
    ['stroke', 0.5],
    ['fill', 0.3],
    ['fillText', 1],
  ])
})

test('marks keep their colours', () => {
  expect(painted(plain)).toMatchObject([{ does: 'fillRect', fill: 'red' }])
  expect(painted({ ...plain, fill: undefined, stroke: 'green' })).toMatchObject([{ does: 'stroke', stroke: 'green' }])
})
