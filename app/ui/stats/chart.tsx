import type { ReactNode } from 'react'
import { Disclosure } from '../disclosure'

/** Drawn at about its own size on a phone, so that 12 units of type are 12 pixels. */
export const WIDTH = 320

type ChartProps = { id: string; title: string; about: string; height: number; children: ReactNode }

/** A chart: read aloud it is its title and one sentence; the figures themselves stand in its table. */
export function Chart({ id, title, about, height, children }: ChartProps) {
  return (
    <svg
      className="w-full overflow-visible fill-soft text-[11.5px] tabular-nums"
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

export function ChartTable({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <Disclosure label="표로 보기">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what it can stand on. */}
      <section aria-label={caption} tabIndex={0} data-scrolls="">
        <table>
          <caption className="sr-only">{caption}</caption>
          {children}
        </table>
      </section>
    </Disclosure>
  )
}
