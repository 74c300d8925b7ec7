/** The colours that charts draw with. */
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

/** The same as in tokens.css (a test says so): the host draws figures too, where there is no stylesheet. */
export const chartThemes: Record<ChartTheme['scheme'], ChartTheme> = {
  light: {
    scheme: 'light',
    text: '#171a21',
    soft: '#5d6675',
    faint: '#8b94a3',
    line: '#e1e4ea',
    panel: '#ffffff',
    accent: '#4453d6',
    danger: '#c2324b',
  },
  dark: {
    scheme: 'dark',
    text: '#e7eaf0',
    soft: '#a3acbb',
    faint: '#727c8d',
    line: '#272c36',
    panel: '#171a21',
    accent: '#8d97ff',
    danger: '#ff7b90',
  },
}

export const chartFont = "'Inter Variable', system-ui, sans-serif"
