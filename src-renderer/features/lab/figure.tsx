import { createContext, useContext, useEffect } from 'react'
import type { ReactNode } from 'react'
import { DrawingChart } from '../../charts/drawing-chart.tsx'
import type { Draw } from '../../charts/drawing-chart.tsx'

/** A picture of the page that is open, as the export takes it. */
export interface Figure {
  /** In the menu, and in the name of the file: "error over batch size". */
  name: string
  draw: Draw
}

/** Those that are drawn now. */
export type Figures = Map<string, Draw>
export const FiguresContext = createContext<Figures>(new Map())

/** A picture that can be exported as SVG and PNG. */
export function LabFigure({
  name,
  draw,
  ...rest
}: Figure & {
  label: string
  caption?: ReactNode
  minHeight?: number
  onPoint?: Parameters<typeof DrawingChart>[0]['onPoint']
  onKey?: Parameters<typeof DrawingChart>[0]['onKey']
}) {
  const figures = useContext(FiguresContext)
  useEffect(() => {
    figures.set(name, draw)
    return () => void figures.delete(name)
  }, [figures, name, draw])
  return <DrawingChart draw={draw} {...rest} />
}
