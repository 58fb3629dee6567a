/** Why a whole file was refused; `copy/ko` has the sentence for each. */
export const fileReasons = [
  'empty',
  'too_large',
  'xls',
  'xlsb',
  'html',
  'xml_spreadsheet',
  'pdf',
  'picture',
  'archive',
  'other_document',
  'binary',
  'encrypted',
  'undecodable',
  'quote_not_closed',
  'too_many_rows',
  'too_many_columns',
  'row_too_long',
  'inflates_too_much',
  'damaged',
  'choose_sheet',
  'no_such_sheet',
  'sheet_empty',
] as const
export type FileReason = (typeof fileReasons)[number]

export type Cell = string | number | boolean | Date | null
/** `number` is the row as a spreadsheet counts it, from 1, blank ones too. */
export type TableRow = { number: number; cells: readonly Cell[] }
export type Sheet = { name: string; hidden: boolean }
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp949'
export type TableSource =
  | { kind: 'csv'; encoding: Encoding; delimiter: string }
  | { kind: 'xlsx'; sheet: string; sheets: readonly Sheet[]; epoch1904: boolean }
/** Blank rows are left out, trailing blank cells cut off. */
export type Table = { source: TableSource; rows: readonly TableRow[] }
export type RefusedFile = { refused: FileReason; row?: number; sheets?: readonly Sheet[] }

export const MAX_FILE_BYTES = 5 * 1024 * 1024
export const MAX_ROWS = 50_000
export const MAX_COLUMNS = 100
export const MAX_CELL_LENGTH = 2_000
/** Of all cells: a workbook keeps a text once and names it in every row. */
const MAX_TEXT_LENGTH = 20_000_000

/** Thrown inside the reading of a file alone; `parseStatementFile` answers it as a refusal. */
export class UnreadableFile extends Error {
  constructor(
    readonly reason: FileReason,
    readonly detail: { row?: number; sheets?: readonly Sheet[] } = {},
  ) {
    super(reason)
    this.name = 'UnreadableFile'
  }
}

/** The rows that say something, the header's among them. */
export function toTableRows(cellsOfRows: readonly (readonly Cell[])[]): TableRow[] {
  const rows: TableRow[] = []
  let textLength = 0
  for (const [index, cells] of cellsOfRows.entries()) {
    const number = index + 1
    const shortened = cells.map(toCell)
    while (shortened.length > 0 && shortened.at(-1) === null) shortened.pop()
    if (shortened.length > MAX_COLUMNS) throw new UnreadableFile('too_many_columns', { row: number })
    for (const cell of shortened) if (typeof cell === 'string') textLength += cell.length
    if (textLength > MAX_TEXT_LENGTH) throw new UnreadableFile('inflates_too_much')
    if (shortened.length > 0) rows.push({ number, cells: shortened })
    if (rows.length > MAX_ROWS + 1) throw new UnreadableFile('too_many_rows')
  }
  return rows
}

function toCell(cell: Cell): Cell {
  // A cut may part a surrogate pair, which no database takes.
  if (typeof cell === 'string')
    return cell.slice(0, MAX_CELL_LENGTH).replaceAll('\0', '').toWellFormed().trim() || null
  return cell instanceof Date && Number.isNaN(cell.getTime()) ? null : cell
}
