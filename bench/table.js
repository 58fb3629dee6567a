/**
 * Prints rows as a table; figures go right, words left.
 *
 * @param {string} title
 * @param {string[]} heads
 * @param {(string | number)[][]} rows
 */
export function printTable(title, heads, rows) {
  const lines = [heads, ...rows.map((row) => row.map(String))]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const draw = (line) =>
    line
      .map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ')
  console.log(`\n${title}\n${draw(heads)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`)
  for (const line of lines.slice(1)) console.log(draw(line))
}

/**
 * @param {number[]} values
 * @param {number} percent
 */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/**
 * A ratio beside its goal: `0.51× (goal ≥ 0.5)`.
 *
 * @param {number} ratio
 * @param {'≤' | '≥'} sense
 * @param {number} goal
 */
export function judged(ratio, sense, goal) {
  const holds = sense === '≤' ? ratio <= goal : ratio >= goal
  return `${ratio.toFixed(2)}× (goal ${sense} ${goal}${holds ? '' : ', MISSED'})`
}

export const ms = (/** @type {number} */ value) => `${value.toFixed(value < 100 ? 2 : 0)} ms`
