import type { Level } from './heat-levels'

const SHARE = { 0: 0.16, 1: 0.4, 2: 0.6, 3: 0.8, 4: 1 } as const satisfies Record<Level, number>

type HeatCellProps = { level: Level; x: number; y: number; size: number }

/** One hour of the week: the more cheese, the larger and the brighter. */
export function HeatCell({ level, x, y, size }: HeatCellProps) {
  const side = size * SHARE[level]
  return (
    <rect
      className={`heat-${level}`}
      x={x - side / 2}
      y={y - side / 2}
      width={side}
      height={side}
      rx={side / 5}
    />
  )
}
