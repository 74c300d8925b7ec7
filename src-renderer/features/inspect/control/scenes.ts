import type { Drawing, Size } from '../../../charts/drawing.ts'
import type { LayeredScene } from './layered-canvas.tsx'
import type { Box, ReplayLook, WorldPicture } from './picture.ts'
import { cursorMarks, placeStrips, stripsMarks, type StripsPlace } from './strips-drawing.ts'
import type { Strip } from './strips.ts'

export const pictureScene = (picture: WorldPicture, { theme }: ReplayLook): LayeredScene => ({
  ground: theme.panel,
  still: (size) => picture.still(whole(size)),
  moving: (size, position) => picture.moving(whole(size), position),
})

export function stripsScene(strips: readonly Strip[], steps: number, look: ReplayLook): LayeredScene {
  // Placing looks at all numbers: too much for each frame.
  let placed: { size: Size; place: StripsPlace } | null = null
  const placeIn = (size: Size): StripsPlace => {
    if (placed?.size.width !== size.width || placed.size.height !== size.height)
      placed = { size, place: placeStrips(strips, steps, whole(size)) }
    return placed.place
  }
  return {
    ground: look.theme.panel,
    still: (size) => stripsMarks(placeIn(size), steps, look),
    moving: (size, position) => cursorMarks(placeIn(size), position, steps, look),
  }
}

const whole = ({ width, height }: Size): Box => ({ x: 0, y: 0, width, height })

const fileSize = { width: 900, pictureHeight: 300, stripHeight: 110, gap: 12 }

/** The world above its strips, for a file. */
export function replayDrawing(
  picture: WorldPicture | null,
  strips: readonly Strip[],
  steps: number,
  position: number,
  look: ReplayLook,
): Drawing {
  const { width, pictureHeight, stripHeight, gap } = fileSize
  const top = picture === null ? gap : pictureHeight + 2 * gap
  const stripsHeight = strips.length * stripHeight
  const world: Box = { x: gap, y: gap, width: width - 2 * gap, height: pictureHeight }
  const place = placeStrips(strips, steps, { x: gap, y: top, width: width - 2 * gap, height: stripsHeight })
  return {
    width,
    height: top + stripsHeight + gap,
    ground: look.theme.panel,
    marks: [
      ...(picture === null ? [] : [...picture.still(world), ...picture.moving(world, position)]),
      ...stripsMarks(place, steps, look),
      ...cursorMarks(place, position, steps, look),
    ],
  }
}
