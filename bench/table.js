/**
 * Prints rows as a Markdown table, to be pasted into docs/performance.md; figures go right, words left.
 *
 * @param {string} title
 * @param {string[]} heads
 * @param {(string | number)[][]} rows
 */
export function printTable(title, heads, rows) {
  const lines = [heads, ...rows.map((row) => row.map(String))]
  const widths = heads.map((_, column) => Math.max(3, ...lines.map((line) => widthOf(line[column] ?? ''))))
  const draw = (line) =>
    `| ${line.map((cell, column) => padded(cell, widths[column] ?? 0, column > 0)).join(' | ')} |`
  const rule = widths.map((width, column) => (column ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  console.log(`\n### ${title}\n\n${draw(heads)}\n| ${rule.join(' | ')} |`)
  for (const line of lines.slice(1)) console.log(draw(line))
}

const widthOf = (text) => [...text].length

function padded(text, width, right) {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return right ? space + text : text + space
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
  return besideGoal(ratio, sense, goal, '×')
}

/**
 * A figure of any unit beside its goal.
 *
 * @param {number} figure
 * @param {'≤' | '≥'} sense
 * @param {number} goal
 * @param {string} unit
 */
export function besideGoal(figure, sense, goal, unit) {
  const holds = sense === '≤' ? figure <= goal : figure >= goal
  return `${rounded(figure)}${unit} (goal ${sense} ${goal}${holds ? '' : ', MISSED'})`
}

/** Three digits that say something. @param {number} figure */
export function rounded(figure) {
  if (figure >= 100) return Math.round(figure).toLocaleString('en')
  return figure.toFixed(figure >= 10 ? 1 : figure >= 0.1 || figure === 0 ? 2 : 3)
}

/** The median with the least and the most: `1,234 (1,100–1,300)`. @param {number[]} values */
export function spread(values) {
  if (values.length === 1) return rounded(median(values))
  return `${rounded(median(values))} (${rounded(Math.min(...values))}–${rounded(Math.max(...values))})`
}

export const ms = (/** @type {number} */ value) => `${value.toFixed(value < 100 ? 2 : 0)} ms`
