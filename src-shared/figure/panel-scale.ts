/** Which of a figure's charts a series is in, and how its axes go. */
export interface PanelScale {
  log: { x: boolean; y: boolean }
  /** The series' id, and its axes. */
  place(name: string): { id: string; xAxisIndex: number; yAxisIndex: number }
}

export const panelScale = (index: number, logX: boolean, logY: boolean): PanelScale => ({
  log: { x: logX, y: logY },
  place: (name) => ({ id: index === 0 ? name : `${name} ${index}`, xAxisIndex: index, yAxisIndex: index }),
})
