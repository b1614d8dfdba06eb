import { FONT_STACK, type Meaning, type Palette } from '@ronghe/ui'
import type { ChartOption } from '../parts/chart/ChartCanvas'

interface StackedBars {
  palette: Palette
  categories: string[]
  /** Stands at the axis of the figures. */
  unit: string
  series: { name: string; meaning: Meaning; values: number[] }[]
}

/** Lying bars in the colours of their meaning, with their figures, one axis of names and one of whole numbers. */
export function stackedBars({ palette, categories, unit, series }: StackedBars): ChartOption {
  const words = { color: palette.text, fontFamily: FONT_STACK, fontSize: 13 }
  const names = { type: 'category' as const, data: categories, axisLabel: { ...words, interval: 0, width: NAME_WIDTH, overflow: 'break' as const }, axisTick: { show: false }, axisLine: { lineStyle: { color: palette.border } } }
  const figures = {
    type: 'value' as const, name: unit, nameTextStyle: words, minInterval: 1, axisLabel: words,
    splitLine: { lineStyle: { color: palette.border } },
  }
  return {
    grid: { left: 8, right: 8, top: series.length > 1 ? 36 : 28, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    ...(series.length > 1 ? { legend: { top: 0, left: 0, textStyle: words } } : {}),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
    xAxis: figures,
    yAxis: { ...names, inverse: true },
    series: series.map(({ name, meaning, values }) => ({
      type: 'bar',
      name,
      stack: 'all',
      data: values.map((value) => (value === 0 ? null : value)),
      barMaxWidth: 32,
      itemStyle: { color: palette.meanings[meaning].line },
      label: { show: true, color: palette.surface, fontWeight: 'bold' },
      cursor: 'pointer',
    })),
  }
}

/** Pixels; a longer name goes on in the next line. */
const NAME_WIDTH = 110
