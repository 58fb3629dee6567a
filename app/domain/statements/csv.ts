import { CsvError, parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { type Cell, type Encoding, MAX_COLUMNS, MAX_ROWS, UnreadableFile } from './table'

const DELIMITERS = [',', '\t', ';', '|'] as const
const MAX_RECORD_LENGTH = 200_000
const MAX_RECORDS = 2 * MAX_ROWS
const LINES_TO_GUESS = 20
const MAX_DELIMITERS_A_LINE = 10 * MAX_COLUMNS
const UNDECODED = '\ufffd'

/** A file's text, by its byte order mark, else UTF-8, else CP949; bytes that stand for nothing refuse the file. */
export function decodeText(bytes: Buffer): { text: string; encoding: Encoding } {
  const decoded = decodeByMark(bytes) ?? decodeUnmarked(bytes)
  if (decoded.text.includes('\0')) throw new UnreadableFile('binary')
  return decoded
}

function decodeByMark(bytes: Buffer): { text: string; encoding: Encoding } | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeStrictly(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeStrictly(bytes, 'utf-16be')
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeStrictly(bytes, 'utf-8')
  return null
}

function decodeStrictly(bytes: Buffer, encoding: 'utf-8' | 'utf-16le' | 'utf-16be') {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding }
  } catch {
    throw new UnreadableFile('undecodable')
  }
}

/** `TextDecoder('euc-kr')` garbles 똠 and 뷁; iconv-lite knows all of CP949. */
function decodeUnmarked(bytes: Buffer): { text: string; encoding: Encoding } {
  if (bytes.includes(0)) throw new UnreadableFile('binary')
  try {
    return decodeStrictly(bytes, 'utf-8')
  } catch {
    const text = iconv.decode(bytes, 'cp949')
    if (text.includes(UNDECODED)) throw new UnreadableFile('undecodable')
    return { text, encoding: 'cp949' }
  }
}

/** The records of a text, a blank line as an empty one so that row numbers stay true. */
export function parseCsv(text: string): { records: Cell[][]; delimiter: string } {
  const delimiter = guessDelimiter(text)
  requireFewColumns(text, delimiter)
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_RECORD_LENGTH,
      record_delimiter: ['\r\n', '\n', '\r'],
      to: MAX_RECORDS,
    })
    if (records.length >= MAX_RECORDS) throw new UnreadableFile('too_many_rows')
    return { records, delimiter }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = typeof error.lines === 'number' ? error.lines : undefined
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw new UnreadableFile('quote_not_closed', { row })
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw new UnreadableFile('row_too_long', { row })
    throw new UnreadableFile('damaged', { row })
  }
}

/** The delimiter that most lines have, the same number of times each if possible. */
function guessDelimiter(text: string) {
  const lines = text
    .slice(0, 50_000)
    .split(/\r\n?|\n/, LINES_TO_GUESS)
    .filter((line) => line.trim())
  const unquoted = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, ''))
  const scores = DELIMITERS.map((delimiter) => {
    const counts = unquoted.map((line) => line.split(delimiter).length - 1)
    const most = Math.max(0, ...counts)
    return { delimiter, score: most === 0 ? 0 : counts.filter((count) => count === most).length }
  })
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).delimiter
}

function requireFewColumns(text: string, delimiter: string) {
  let inLine = 0
  let row = 1
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '\n' || character === '\r') {
      if (character === '\n' || text[index + 1] !== '\n') row++
      inLine = 0
    } else if (character === delimiter && ++inLine > MAX_DELIMITERS_A_LINE)
      throw new UnreadableFile('too_many_columns', { row })
  }
}
