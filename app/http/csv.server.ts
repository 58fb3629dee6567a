import { type Options, stringify } from 'csv-stringify/sync'

export type Column<Row> = { header: string; cell: (row: Row) => string | number | null }

/** Behind blanks a spreadsheet may still see a formula where the library sees a text. */
const FORMULA_BEHIND_BLANKS = /^\s+[=+\-@＝＋－＠]/

const OPTIONS: Options = {
  record_delimiter: 'windows',
  quoted_string: true,
  quoted_empty: false,
  escape_formulas: true,
  cast: {
    string: (text) => (FORMULA_BEHIND_BLANKS.test(text) ? `'${text}` : text),
    number: (value) => (value < 0 ? { value: String(value), escape_formulas: false } : String(value)),
  },
}

/** Read by spreadsheets as UTF-8; no text in it is taken for a formula, and a number below zero is none. `note` is its last line. */
export async function* csvOf<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<Row[]>,
  { note }: { note?: string } = {},
) {
  yield stringify([columns.map(({ header }) => header)], { ...OPTIONS, bom: true })
  for await (const rows of pages) {
    yield stringify(
      rows.map((row) => columns.map(({ cell }) => cell(row))),
      OPTIONS,
    )
  }
  if (note !== undefined) yield stringify([columns.map((_, n) => (n === 0 ? note : null))], OPTIONS)
}
