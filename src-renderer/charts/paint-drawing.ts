import { chartFont } from '../../src-shared/figure/chart-theme.ts'
import type { Drawing, Mark } from './drawing.ts'

/**
 * Paints a drawing on a canvas of its size; nothing of what was there before stays.
 * @param scale pixels of the canvas for each px of the drawing
 */
export function paintDrawing(canvas: HTMLCanvasElement, drawing: Drawing, scale: number): void {
  const [width, height] = [Math.round(drawing.width * scale), Math.round(drawing.height * scale)]
  // Setting a size clears the canvas and takes its memory anew.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')!
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.globalAlpha = 1
  context.clearRect(0, 0, drawing.width, drawing.height)
  context.fillStyle = drawing.ground
  context.fillRect(0, 0, drawing.width, drawing.height)
  for (const mark of drawing.marks) paintMark(context, mark)
}

function paintMark(context: CanvasRenderingContext2D, mark: Mark): void {
  if (mark.kind === 'text') {
    context.globalAlpha = 1
    context.font = `${mark.weight ?? 400} ${mark.size}px ${chartFont}`
    context.textAlign = mark.at === 'middle' ? 'center' : (mark.at ?? 'start')
    if (mark.halo) {
      context.strokeStyle = mark.halo
      context.lineWidth = 3
      context.lineJoin = 'round'
      context.setLineDash([])
      context.strokeText(mark.text, mark.x, mark.y)
    }
    context.fillStyle = mark.fill
    context.fillText(mark.text, mark.x, mark.y)
    return
  }
  context.globalAlpha = mark.opacity ?? 1
  if (mark.kind === 'cells') {
    context.imageSmoothingEnabled = false
    context.drawImage(cellsImage(mark.columns, mark.colours), mark.x, mark.y, mark.width, mark.height)
    return
  }
  // Hundreds of them make a heat map: without a path they are much quicker.
  if (mark.kind === 'rect' && !mark.radius && !mark.stroke) {
    context.fillStyle = mark.fill ?? 'transparent'
    return context.fillRect(mark.x, mark.y, mark.width, mark.height)
  }
  context.beginPath()
  if (mark.kind === 'rect') context.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius ?? 0)
  else if (mark.kind === 'circle') context.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI)
  else {
    for (const [x, y] of mark.points) context.lineTo(x, y)
    if (mark.closed) context.closePath()
  }
  if (mark.fill) {
    context.fillStyle = mark.fill
    context.fill()
  }
  if (mark.stroke) {
    context.strokeStyle = mark.stroke
    context.lineWidth = mark.strokeWidth ?? 1
    context.lineJoin = 'round'
    context.setLineDash(mark.dash ? [...mark.dash] : [])
    context.stroke()
  }
}

/** A pixel a cell: thousands of rectangles, several times a second, would hold up every frame. */
function cellsImage(columns: number, colours: readonly string[]): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: columns, height: colours.length / columns })
  const context = canvas.getContext('2d')!
  const image = context.createImageData(canvas.width, canvas.height)
  for (const [cell, colour] of colours.entries()) {
    const channels = Number.parseInt(colour.slice(1), 16)
    image.data.set([channels >> 16, (channels >> 8) & 255, channels & 255, 255], cell * 4)
  }
  context.putImageData(image, 0, 0)
  return canvas
}
