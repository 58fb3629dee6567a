import { createHash } from 'node:crypto'
import type { Prisma } from '#prisma'
import { db, newId, patientDb, type Tx } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { refuse } from '~/domain/core/refusal'
import { refuseFullStatementQueue } from '~/domain/files/file'
import { retainFile, stageFile } from '~/domain/files/stored-file.server'
import { oneAtATime } from '~/files/queue'
import { findHeader, fingerprintHeader, guessMapping, type Header, whyMappingRefused } from './columns'
import { columnMapping, HIDDEN_SHEET, type StatementInput, type Totals, VISIBLE_SHEET } from './input'
import type { Table } from './table'
import { writeLines } from './write-lines.server'

const FIRST_ROWS = 5
const MAX_SHOWN_CELL = 200
const MAX_SHOWN_SHEETS = 20
const MAX_STATEMENTS = 500
const MAX_MEGABYTES = 500
/** Of what is no workbook. */
const NO_SHEET = ''
/** Of writing fifty thousand lines, which holds up nobody else. */
export const LINES_TIMEOUT_MS = 60_000

type Created = { id: string; replayed: boolean }

/** A creator brings a file, or the sums that they read off a screen; the same again is the same statement (POST /creator/statements). */
export async function createStatement(
  viewer: Viewer,
  input: StatementInput,
  file: Buffer | undefined,
): Promise<Created> {
  requireOwnChannel(viewer)
  return file ? createOfFile(viewer, file, input.sheet ?? null) : createOfTotals(viewer, input)
}

const digest = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

async function createOfFile(viewer: Viewer, file: Buffer, sheet: string | null): Promise<Created> {
  const channelId = requireOwnChannel(viewer).id
  const sha256 = digest(file)
  const earlier = await findEarlier(db, channelId, sha256, sheet ?? NO_SHEET)
  if (earlier) return { id: earlier.id, replayed: true }
  const table = await parseUploadedTable(file, sheet)
  const same = await findEarlier(db, channelId, sha256, sheetOf(table))
  if (same) return { id: same.id, replayed: true }
  const header = findHeader(table)
  const fingerprint = fingerprintHeader(header)
  const mediaType = table.source.kind === 'csv' ? 'text/csv' : 'application/octet-stream'
  const { key, sizeBytes } = await stageFile(file, mediaType)
  const id = newId()
  return patientDb().$transaction(
    async (tx) => {
      const first = await findOrRequireRoom(tx, viewer, sha256, sheetOf(table))
      if (first) return { id: first.id, replayed: true }
      await retainFile(tx, { key, mediaType, sizeBytes, sha256 })
      const remembered = await findRemembered(tx, channelId, fingerprint, header)
      const mapping = remembered ?? guessMapping(header.names)
      await tx.statement.create({
        data: {
          id,
          channelId,
          kind: 'lines',
          state: remembered ? 'ready' : 'mapping',
          ...{ sha256, key, mediaType, sizeBytes, fingerprint, mapping },
          sheet: sheetOf(table),
          header: { row: header.row, names: header.names.map(shorten) },
          firstRows: firstRowsOf(table, header),
        },
      })
      if (remembered) {
        const written = await writeLines(tx, { id, channelId }, table, header, remembered)
        await tx.statement.update({ where: { id }, data: written })
      }
      return { id, replayed: false }
    },
    { timeout: LINES_TIMEOUT_MS },
  )
}

/** The rows of a file. Refusal: `invalid`, with what is wrong with it. */
export async function parseUploadedTable(file: Buffer, sheet: string | null): Promise<Table> {
  // Its libraries take long to load, and few processes ever read a file; a great one takes a hundred megabytes while it is read.
  const { parseStatementFile } = await import('./file')
  const table = await oneAtATime(() => parseStatementFile(file, { sheet })).catch(refuseFullStatementQueue)
  if (!('refused' in table)) return table
  const { refused, row } = table
  const sheets = (table.sheets ?? [])
    .slice(0, MAX_SHOWN_SHEETS)
    .map(({ name, hidden }) => ({ name: shorten(name), hidden }))
  const of = sheets.length > 0 ? sheets.map(({ name }) => name).join(', ') : row
  const message = of === undefined ? `statement_${refused}` : `statement_${refused}:${of}`
  const listed = sheets.map(({ name, hidden }) => ({
    path: hidden ? HIDDEN_SHEET : VISIBLE_SHEET,
    message: `sheet_name:${name}`,
  }))
  return refuse('invalid', { errors: [{ path: 'file', message }, ...listed] })
}

function firstRowsOf({ rows }: Table, header: Header): Prisma.InputJsonValue {
  const below = rows.filter(({ number }) => header.row === null || number > header.row)
  return below.slice(0, FIRST_ROWS).map(({ number, cells }) => ({
    row: number,
    cells: cells.map((cell) =>
      cell === null ? '' : cell instanceof Date ? cell.toISOString() : shorten(String(cell)),
    ),
  }))
}

/** Of what is only shown; a cut may part a surrogate pair. */
const shorten = (text: string) => text.slice(0, MAX_SHOWN_CELL).toWellFormed()
const sheetOf = ({ source }: Table) => (source.kind === 'xlsx' ? source.sheet : NO_SHEET)

/** How the creator mapped the same columns before. */
async function findRemembered(tx: Tx, channelId: string, fingerprint: string, header: Header) {
  const where = { channelId_fingerprint: { channelId, fingerprint } }
  const mapping = columnMapping.safeParse((await tx.statementMapping.findUnique({ where }))?.mapping)
  return mapping.success && whyMappingRefused(mapping.data, header) === null ? mapping.data : null
}

/** The same bytes and sheet: of a workbook for which none was named only reading says which sheet is meant. */
const findEarlier = (from: Tx, channelId: string, sha256: string, sheet: string) =>
  from.statement.findFirst({ where: { channelId, sha256, sheet }, orderBy: { createdAt: 'asc' } })

async function findOrRequireRoom(tx: Tx, viewer: Viewer, sha256: string, sheet: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  await lockOwnChannel(tx, viewer)
  const first = await findEarlier(tx, channelId, sha256, sheet)
  if (first) return first
  const { _count, _sum } = await tx.statement.aggregate({
    where: { channelId },
    _count: true,
    _sum: { sizeBytes: true },
  })
  if (_count >= MAX_STATEMENTS)
    refuse('conflict', { because: 'too_many_statements', params: { max: MAX_STATEMENTS } })
  if ((_sum.sizeBytes ?? 0) > MAX_MEGABYTES * 1024 * 1024)
    refuse('conflict', { because: 'statements_too_large', params: { megabytes: MAX_MEGABYTES } })
  return null
}

async function createOfTotals(
  viewer: Viewer,
  { from, to, gross, ...rest }: StatementInput,
): Promise<Created> {
  const channelId = requireOwnChannel(viewer).id
  if (from === undefined && to === undefined && gross === undefined) refuseField('file', 'choose_file')
  const fromDay = from ?? refuseField('from', 'missing_or_wrong')
  const toDay = to ?? refuseField('to', 'missing_or_wrong')
  if (toDay < fromDay) refuseField('to', 'before_first_day')
  const totals: Totals = {
    gross: gross ?? refuseField('gross', 'missing_or_wrong'),
    fee: rest.fee ?? null,
    vat: rest.vat ?? null,
    withholding: rest.withholding ?? null,
    net: rest.net ?? null,
    paidOn: rest.paidOn ?? null,
  }
  const sha256 = digest(JSON.stringify(['totals', fromDay, toDay, ...Object.values(totals)]))
  return db.$transaction(async (tx) => {
    const first = await findOrRequireRoom(tx, viewer, sha256, NO_SHEET)
    if (first) return { id: first.id, replayed: true }
    const data = { channelId, kind: 'totals', state: 'ready', sha256, totals, fromDay, toDay } as const
    const { id } = await tx.statement.create({ data })
    return { id, replayed: false }
  })
}

const refuseField = (path: string, message: string) => refuse('invalid', { errors: [{ path, message }] })
