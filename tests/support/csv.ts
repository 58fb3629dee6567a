type Row = Record<string, string>

/** A file as a spreadsheet reads it: the rows under their heads; quotes hold commas, quotes and line ends (RFC 4180). */
export function readCsv(text: string): Row[] {
  const [heads = [], ...rows] = cellsOf(text.replace(/^\uFEFF/, ''))
  return rows.map((cells) => Object.fromEntries(heads.map((head, n) => [head, cells[n] ?? ''])))
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && row.length === 0) break
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
