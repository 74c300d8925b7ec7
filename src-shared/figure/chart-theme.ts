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
  /** For paper: thinner lines. */
  paper: boolean
}

/** The window's two, and one for paper: white ground, dark text. */
type FigureTheme = 'light' | 'dark' | 'print'

/** Light and dark are the same as in tokens.css (a test says so): the host draws figures too, where there is no stylesheet. */
export const chartThemes: Record<FigureTheme, ChartTheme> = {
  light: {
    scheme: 'light',
    text: '#171a21',
    soft: '#5d6675',
    faint: '#8b94a3',
    line: '#e1e4ea',
    panel: '#ffffff',
    accent: '#4453d6',
    danger: '#c2324b',
    paper: false,
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
    paper: false,
  },
  print: {
    scheme: 'light',
    text: '#000000',
    soft: '#262626',
    faint: '#7a7a7a',
    line: '#e4e4e4',
    panel: '#ffffff',
    accent: '#4453d6',
    danger: '#c2324b',
    paper: true,
  },
}

export const chartFont = "'Inter Variable', system-ui, sans-serif"
