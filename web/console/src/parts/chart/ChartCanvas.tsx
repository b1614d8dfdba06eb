import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use as register, type ComposeOption } from 'echarts/core'
import type { BarSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useEffectEvent, useRef } from 'react'

register([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export type ChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>

export interface ChartProps {
  option: ChartOption
  height: number
  /** What a screen reader is told; the figures stand in a list or table as well. */
  label: string
  /** The place on the axis that was clicked. */
  onPick?: (at: number) => void
}

export default function ChartCanvas({ option, height, label, onPick }: ChartProps) {
  const container = useRef<HTMLDivElement>(null)
  const pick = useEffectEvent((at: number) => onPick?.(at))
  useEffect(() => {
    if (!container.current) return undefined
    const chart = init(container.current, undefined, { renderer: 'canvas' })
    chart.setOption({ ...option, animation: false })
    chart.on('click', ({ dataIndex }) => pick(dataIndex))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(container.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={container} role="img" aria-label={label} style={{ height, width: '100%' }} />
}
