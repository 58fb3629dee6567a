import { scaleQuantile } from 'd3-scale'

/** How full a cell is drawn: nothing, or one of four sizes. */
export const LEVELS = [1, 2, 3, 4] as const
export type Level = 0 | (typeof LEVELS)[number]

/** Each size is a quarter of the cells that hold cheese, so that one huge donation does not make all others look alike. */
export function levelsOf(cells: number[][]): (sum: number) => Level {
  const held = cells.flat().filter((sum) => sum > 0)
  if (held.length === 0) return () => 0
  const scale = scaleQuantile<Level>(held, LEVELS)
  const highest = Math.max(...held)
  return (sum) => {
    if (sum <= 0) return 0
    return sum === highest ? 4 : scale(sum)
  }
}
