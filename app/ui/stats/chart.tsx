import type { ReactNode } from 'react'

/** Drawn at about its own size on a phone, so that 12 units of type are 12 pixels. */
export const WIDTH = 320

type ChartProps = { id: string; title: string; about: string; height: number; children: ReactNode }

/** A picture of figures: read aloud it is its title and one sentence; the figures themselves stand in the table behind it. */
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
