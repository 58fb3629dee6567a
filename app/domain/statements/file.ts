import { decodeText, parseCsv } from './csv'
import {
  type FileReason,
  MAX_FILE_BYTES,
  type RefusedFile,
  type Table,
  toTableRows,
  UnreadableFile,
} from './table'
import { parseWorkbook } from './workbook'

type FileKind = 'zip' | 'text'
type Signature = readonly [start: Uint8Array, kind: FileKind | FileReason, offset?: number]

const SIGNATURES: readonly Signature[] = [
  [Uint8Array.of(0x50, 0x4b, 0x03, 0x04), 'zip'],
  [Uint8Array.of(0x50, 0x4b, 0x05, 0x06), 'damaged'],
  [Uint8Array.of(0x09, 0x08, 0x10, 0x00), 'xls'],
  [Uint8Array.of(0x09, 0x08, 0x08, 0x00), 'xls'],
  [Uint8Array.of(0x09, 0x04, 0x06, 0x00), 'xls'],
  [Uint8Array.of(0x09, 0x02, 0x06, 0x00), 'xls'],
  [Buffer.from('%PDF'), 'pdf'],
  [Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'picture'],
  [Uint8Array.of(0xff, 0xd8, 0xff), 'picture'],
  [Buffer.from('GIF8'), 'picture'],
  [Buffer.from('WEBP'), 'picture', 8],
  [Buffer.from('ftyp'), 'picture', 4],
  [Uint8Array.of(0x49, 0x49, 0x2a, 0x00), 'picture'],
  [Uint8Array.of(0x4d, 0x4d, 0x00, 0x2a), 'picture'],
  [Uint8Array.of(0x1f, 0x8b), 'archive'],
  [Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf), 'archive'],
  [Buffer.from('Rar!'), 'archive'],
  [Buffer.from('{\\rtf'), 'other_document'],
]
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

/** A CSV or XLSX file as rows of cells, or why not; `sheet` names one where a workbook has several. */
export async function parseStatementFile(
  bytes: Buffer,
  { sheet = null }: { sheet?: string | null } = {},
): Promise<Table | RefusedFile> {
  try {
    return await parseTable(bytes, sheet)
  } catch (error) {
    if (error instanceof UnreadableFile) return { refused: error.reason, ...error.detail }
    throw error
  }
}

async function parseTable(bytes: Buffer, sheet: string | null): Promise<Table> {
  if (bytes.length > MAX_FILE_BYTES) throw new UnreadableFile('too_large')
  const kind = detectFileKind(bytes)
  if (kind === 'zip') {
    const { cells, ...workbook } = await parseWorkbook(bytes, sheet)
    const rows = toTableRows(cells)
    if (rows.length === 0) throw new UnreadableFile('sheet_empty', { sheets: workbook.sheets })
    return { source: { kind: 'xlsx', ...workbook }, rows }
  }
  if (kind !== 'text') throw new UnreadableFile(kind)
  return parseTextTable(bytes)
}

function parseTextTable(bytes: Buffer): Table {
  const { text, encoding } = decodeText(bytes)
  const markup = detectMarkup(text)
  if (markup) throw new UnreadableFile(markup)
  if (text.trim() === '') throw new UnreadableFile('empty')
  const { records, delimiter } = parseCsv(text)
  const rows = toTableRows(records)
  if (rows.length === 0) throw new UnreadableFile('empty')
  return { source: { kind: 'csv', encoding, delimiter }, rows }
}

/** What a file is by its bytes; its name says nothing. */
function detectFileKind(bytes: Buffer): FileKind | FileReason {
  if (bytes.length === 0) return 'empty'
  if (bytes.subarray(0, 8).equals(COMPOUND_FILE)) return kindOfCompoundFile(bytes)
  const found = SIGNATURES.find(([start, , offset = 0]) => {
    return bytes.subarray(offset, offset + start.length).equals(start)
  })
  return found?.[1] ?? 'text'
}

/** An encrypted .xlsx is a compound file too, and so are .xls, .doc and .hwp. */
function kindOfCompoundFile(bytes: Buffer): FileReason {
  if (bytes.includes(utf16('EncryptedPackage'))) return 'encrypted'
  return bytes.includes(utf16('Workbook')) || bytes.includes(utf16('Book')) ? 'xls' : 'other_document'
}

/** A page or an XML document that calls itself a table. */
function detectMarkup(text: string): FileReason | null {
  const start = text.slice(0, 2_000).trimStart().toLowerCase()
  if (/^mime-version:/.test(start)) return 'html'
  if (start.startsWith('<?xml') || start.startsWith('<workbook'))
    return start.includes('<html') ? 'html' : 'xml_spreadsheet'
  return /^<(!doctype|!--|html|head|meta|body|table|style|script|div)\b|^<!--/.test(start) ? 'html' : null
}
