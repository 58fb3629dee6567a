import { HeatChart } from './heat-chart'
import { HeatLegend } from './heat-legend'
import { HeatTable } from './heat-table'
import { heatWords } from './heat-words'

/** When in the week cheese comes. */
export function Heat({ cells, range }: { cells: number[][]; range: string }) {
  return (
    <section className="card">
      <h2>언제 많이 오나요?</h2>
      <figure className="stack-tight">
        <HeatChart cells={cells} />
        <HeatLegend />
        <figcaption className="small soft">{heatWords(cells)}. 한국 시각이에요</figcaption>
      </figure>
      <HeatTable cells={cells} range={range} />
    </section>
  )
}
