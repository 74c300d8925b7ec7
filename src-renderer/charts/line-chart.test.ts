import { expect, it } from 'vitest'
import type { ChartTheme } from '../../src-shared/figure/chart-theme.ts'
import { curveAxisWords } from '../../src-shared/figure/axes.ts'
import { lineChart } from './line-chart.ts'

const theme: ChartTheme = {
  scheme: 'light',
  text: '#171a21',
  soft: '#5d6675',
  faint: '#8b94a3',
  line: '#e1e4ea',
  panel: '#fff',
  accent: '#4453d6',
  danger: '#c2324b',
  paper: false,
}
const axes = { x: { name: 'environment steps' }, y: { name: 'KL, nats' } }
type Series = { data: [number, number][]; showSymbol: boolean; markLine?: { data: unknown[] } }
const seriesOf = (option: ReturnType<typeof lineChart>) => option.series as unknown as Series[]

it('names the place under the pointer with its unit', async () => {
  const headings = (['envSteps', 'updates', 'computeMs'] as const).map((axis) => {
    const option = lineChart(theme, { ...axes, x: { name: 'x', inWords: curveAxisWords(axis) } }, [])
    const { axisPointer } = option.xAxis as { axisPointer: { label: { formatter: (at: object) => string } } }
    return axisPointer.label.formatter({ value: 20_907 })
  })
  expect(headings).toEqual(['20,907 environment steps', 'update 20,907', '20.91 s of compute time'])
})

it('leaves out what was not recorded and draws on to the next point', () => {
  const [series] = seriesOf(
    lineChart(theme, axes, [{ name: 'KL', x: [1, 2, 3, 4], y: [0.1, null, Number.NaN, 0.2], color: '#000' }]),
  )
  expect(series!.data).toEqual([
    [1, 0.1],
    [4, 0.2],
  ])
})

it('names both axes, shows a lone point, and puts the reference once', () => {
  const option = lineChart(
    theme,
    axes,
    [
      { name: 'a', x: [1], y: [2], color: '#000' },
      { name: 'b', x: [1, 2], y: [2, 3], color: '#111' },
    ],
    { value: 475, label: 'solved: 475' },
  )
  expect(option.xAxis).toMatchObject({ name: 'environment steps' })
  expect(option.yAxis).toMatchObject({ name: 'KL, nats' })
  expect(seriesOf(option).map((series) => series.showSymbol)).toEqual([true, false])
  expect(seriesOf(option).map((series) => series.markLine?.data)).toEqual([[{ yAxis: 475 }], undefined])
})
