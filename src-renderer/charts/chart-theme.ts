/** The colours that charts draw with; the same names as in tokens.css. */
export interface ChartTheme {
  scheme: 'light' | 'dark'
  text: string
  soft: string
  faint: string
  line: string
  panel: string
  accent: string
  danger: string
}

/** Read from the stylesheet, so that colours stand in one place. */
export function readChartTheme(scheme: 'light' | 'dark', element: Element = document.documentElement): ChartTheme {
  const style = getComputedStyle(element)
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    scheme,
    text: color('text'),
    soft: color('soft'),
    faint: color('faint'),
    line: color('line'),
    panel: color('panel'),
    accent: color('accent'),
    danger: color('danger'),
  }
}

export const chartFont = "'Inter Variable', system-ui, sans-serif"
