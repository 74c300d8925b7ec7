import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { drawingSvg } from '../../../charts/drawing-svg.ts'
import type { Drawing } from '../../../charts/drawing.ts'
import { paintDrawing } from '../../../charts/paint-drawing.ts'
import { Button } from '../../../components/button.tsx'
import { showFailure } from '../../../components/notify.ts'
import { PopoverButton } from '../../../components/popover-button.tsx'
import { saveFile } from '../../../components/save-file.ts'
import styles from './finite.module.css'

/** Pixels of a PNG for each px that is drawn. */
const pngScale = 2

/** What is shown as a picture, and its numbers. */
export function ExportButton({
  name,
  title,
  picture,
  numbers,
}: {
  /** Of the file, without its ending. */
  name: string
  title: string
  picture: () => Drawing
  numbers: { shown: () => string; all?: () => string }
}) {
  const [opened, setOpened] = useState(false)
  const { all } = numbers
  const save = (contents: () => Promise<Blob> | Blob, file: string): void => {
    setOpened(false)
    Promise.resolve()
      .then(contents)
      .then((blob) => saveFile(file, blob))
      .catch(showFailure)
  }
  const text = (contents: string, type: string): Blob => new Blob([contents], { type: `${type};charset=utf-8` })
  return (
    <PopoverButton
      opened={opened}
      onOpened={setOpened}
      icon={<IconDownload size={16} aria-hidden />}
      name="Export"
      widthPx={230}
      dialogClassName={styles.dropdown}
    >
      <Button onClick={() => save(() => png(picture()), `${name}.png`)}>Picture as PNG</Button>
      <Button onClick={() => save(() => text(drawingSvg(picture(), title), 'image/svg+xml'), `${name}.svg`)}>
        Picture as SVG
      </Button>
      <Button onClick={() => save(() => text(numbers.shown(), 'text/csv'), `${name}.csv`)}>Numbers as CSV</Button>
      {all && (
        <Button onClick={() => save(() => text(all(), 'text/csv'), `${name}-all-checkpoints.csv`)}>
          Of all checkpoints as CSV
        </Button>
      )}
    </PopoverButton>
  )
}

function png(drawing: Drawing): Promise<Blob> {
  const canvas = document.createElement('canvas')
  paintDrawing(canvas, drawing, pngScale)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.'))),
      'image/png',
    ),
  )
}
