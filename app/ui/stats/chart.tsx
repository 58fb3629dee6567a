import type { ReactNode } from 'react'
import { type ExplainQuery, paths } from '~/http/paths'

/** Drawn at about its own size on a phone, so that 12 units of type are 12 pixels. */
export const WIDTH = 320

type ChartProps = { id: string; title: string; about: string; height: number; children: ReactNode }

/** A chart: read aloud it is its title and one sentence; the figures themselves stand in its table. */
export function Chart({ id, title, about, height, children }: ChartProps) {
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-about`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{about}</desc>
      {children}
    </svg>
  )
}

type ChartTableProps = { caption: string; children: ReactNode }

export function ChartTable({ caption, children }: ChartTableProps) {
  return (
    <details className="behind">
      <summary className="tap text-sm">표로 보기</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what it can stand on. */}
      <section className="behind-table" aria-label={caption} tabIndex={0}>
        <table className="history">
          <caption className="sr-only">{caption}</caption>
          {children}
        </table>
      </section>
    </details>
  )
}

type ExplainedNumberProps = { value: number; why: ExplainQuery }

export function ExplainedNumber({ value, why }: ExplainedNumberProps) {
  return (
    <a className="why-number num" href={paths.explain(why)}>
      {value.toLocaleString('ko-KR')}
    </a>
  )
}
