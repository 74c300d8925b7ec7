import { Menu, useComputedColorScheme } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { LabSpec } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabResult } from '../../../src-shared/domain/lab-results/index.ts'
import { chartThemes } from '../../../src-shared/figure/chart-theme.ts'
import { csvOf, labWords } from '../../../src-shared/figure/labs/index.ts'
import type { Draw } from '../../charts/drawing-chart.tsx'
import { drawingSvg } from '../../charts/drawing-svg.ts'
import { paintDrawing } from '../../charts/paint-drawing.ts'
import { Button } from '../../components/button.tsx'
import { showFailure } from '../../components/notify.ts'
import { saveFile } from '../../components/save-file.ts'
import type { Figures } from './figure.tsx'

const size = { width: 840, height: 480 }
const pngScale = 2

/** Numbers as CSV and JSON, each picture as SVG and PNG. */
export function ExportMenu({
  name,
  spec,
  result,
  figures,
}: {
  name: string
  spec: LabSpec
  result: LabResult
  figures: Figures
}) {
  const scheme = useComputedColorScheme('light')
  const stem = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
  const text = (ending: string, contents: string, type: string) =>
    saveFile(`${stem}.${ending}`, new Blob([contents], { type }))
  const picture = (what: string, draw: Draw, as: 'svg' | 'png') => {
    const drawing = draw(chartThemes[scheme], size)
    const file = `${stem}-${what.replaceAll(' ', '-')}`
    if (as === 'svg') return saveFile(`${file}.svg`, new Blob([drawingSvg(drawing, name)], { type: 'image/svg+xml' }))
    const canvas = document.createElement('canvas')
    paintDrawing(canvas, drawing, pngScale)
    canvas.toBlob((png) => {
      if (png === null) showFailure(new Error('The picture could not be made.'))
      else saveFile(`${file}.png`, png)
    }, 'image/png')
  }
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button icon={<IconDownload size={16} aria-hidden />}>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => text('csv', csvOf(labWords(result).table), 'text/csv')}>Numbers as CSV</Menu.Item>
        <Menu.Item onClick={() => text('json', JSON.stringify({ spec, result }, null, 2), 'application/json')}>
          Settings and result as JSON
        </Menu.Item>
        {[...figures].flatMap(([what, draw]) =>
          (['svg', 'png'] as const).map((as) => (
            <Menu.Item key={`${what} ${as}`} onClick={() => picture(what, draw, as)}>
              {figures.size > 1 ? `${what[0]!.toUpperCase()}${what.slice(1)}` : 'Picture'} as {as.toUpperCase()}
            </Menu.Item>
          )),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
