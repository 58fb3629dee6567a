import { readSheet } from 'read-excel-file/node'
import {
  listXmlTags,
  requireBoundedSheet,
  requirePlainStyles,
  requirePlainTexts,
  requirePlainXml,
  type XmlTag,
} from './sheet-xml'
import { type Cell, type Sheet, UnreadableFile } from './table'
import { buildStoredZip, inflateEntry, parseZip, type ZipEntry } from './zip'

type Entries = Map<string, ZipEntry>
type ListedSheet = Sheet & { target: string }

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const WORKBOOK = 'xl/workbook.xml'
const WORKBOOK_RELATIONS = 'xl/_rels/workbook.xml.rels'
const MAX_LIST_BYTES = 1024 * 1024
const MAX_STYLES_BYTES = 2 * 1024 * 1024
const MAX_SHEETS = 255
const MAX_NAME = 100

/** One sheet of an .xlsx file, formulas as the values that were saved with them. */
export async function parseWorkbook(bytes: Buffer, wanted: string | null) {
  const entries = parseZip(bytes)
  requireWorkbook(entries)
  const workbook = tagsOf(entries, WORKBOOK)
  const relations = tagsOf(entries, WORKBOOK_RELATIONS).filter(({ name }) => name === 'Relationship')
  const listed = listSheets(workbook, relations)
  const sheets = listed.map(({ name, hidden }) => ({ name, hidden }))
  const { name, target } = chooseSheet(listed, wanted, sheets)
  const sheetXml = partOf(entries, target)
  if (!sheetXml) throw new UnreadableFile('damaged')
  requireBoundedSheet(sheetXml)
  const epoch1904 = isTrue(workbook.find(({ name }) => name === 'workbookPr')?.attributes.get('date1904'))
  const parts = new Map([
    [WORKBOOK, buildWorkbook(epoch1904)],
    [WORKBOOK_RELATIONS, relationsXml],
    ['xl/sheet.xml', sheetXml],
  ])
  const addPart = (type: string, check: (part: Buffer) => void, maxBytes?: number) => {
    const relation = relations.find((one) => isOfType(one, type))
    const part = relation && partOf(entries, targetOf(relation), maxBytes)
    if (!part) return
    check(part)
    parts.set(`xl/${type}.xml`, part)
  }
  addPart('sharedStrings', requirePlainTexts)
  addPart('styles', requirePlainStyles, MAX_STYLES_BYTES)
  return { cells: await parseCells(parts), sheet: name, sheets, epoch1904 }
}

function requireWorkbook(entries: Entries) {
  if (entries.has('xl/workbook.bin')) throw new UnreadableFile('xlsb')
  if (entries.has(WORKBOOK)) return
  const isDocument = ['mimetype', '[Content_Types].xml', 'word/document.xml'].some((name) =>
    entries.has(name),
  )
  throw new UnreadableFile(isDocument ? 'other_document' : 'archive')
}

function tagsOf(entries: Entries, name: string): XmlTag[] {
  const part = partOf(entries, name, MAX_LIST_BYTES)
  if (!part) throw new UnreadableFile('damaged')
  return listXmlTags(part.toString('utf8'))
}

function partOf(entries: Entries, name: string, maxBytes = Number.POSITIVE_INFINITY) {
  const entry = entries.get(name)
  if (!entry) return null
  if (entry.inflatedLength > maxBytes) throw new UnreadableFile('inflates_too_much')
  const bytes = inflateEntry(entry)
  requirePlainXml(bytes)
  return bytes
}

const isOfType = ({ attributes }: XmlTag, type: string) =>
  attributes.get('Type')?.endsWith(`/${type}`) ?? false

function targetOf({ attributes }: XmlTag) {
  const target = attributes.get('Target') ?? ''
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
}

/** Sheets of charts hold no cells and are not listed. */
function listSheets(workbook: readonly XmlTag[], relations: readonly XmlTag[]): ListedSheet[] {
  const byId = new Map(relations.map((one) => [one.attributes.get('Id'), one]))
  const sheets = workbook.filter(({ name }) => name === 'sheet')
  if (sheets.length > MAX_SHEETS) throw new UnreadableFile('damaged')
  return sheets.flatMap(({ attributes }) => {
    const relation = byId.get(attributes.get('id'))
    if (!relation || !isOfType(relation, 'worksheet')) return []
    const hidden = /^(very)?hidden$/i.test(attributes.get('state') ?? '')
    // What an entity makes of a name no database takes.
    const name = (attributes.get('name') ?? '').replaceAll('\0', '').slice(0, MAX_NAME).toWellFormed()
    return [{ name, hidden, target: targetOf(relation) }]
  })
}

/** The one that was asked for; else the only one that is not hidden. */
function chooseSheet(listed: readonly ListedSheet[], wanted: string | null, sheets: readonly Sheet[]) {
  const named = listed.find(({ name }) => name === wanted)
  if (wanted !== null && !named) throw new UnreadableFile('no_such_sheet', { sheets })
  if (named) return named
  const [only, ...others] = listed.filter(({ hidden }) => !hidden)
  if (only && others.length === 0) return only
  throw new UnreadableFile(listed.length === 0 ? 'damaged' : 'choose_sheet', { sheets })
}

const isTrue = (text: string | undefined) => text === '1' || text === 'true'

const buildWorkbook = (epoch1904: boolean) =>
  Buffer.from(
    `<workbook xmlns:r="${RELATIONS}"><workbookPr date1904="${epoch1904 ? 1 : 0}"/><sheets><sheet name="sheet" sheetId="1" r:id="sheet"/></sheets></workbook>`,
  )
const buildRelation = (id: string, type: string) =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${id}.xml"/>`
const relationsXml = Buffer.from(
  `<Relationships>${buildRelation('sheet', 'worksheet')}${buildRelation('sharedStrings', 'sharedStrings')}${buildRelation('styles', 'styles')}</Relationships>`,
)

/** The library gets a ZIP that was built here, so that it inflates nothing and finds no part that was not checked. */
async function parseCells(parts: ReadonlyMap<string, Buffer>): Promise<Cell[][]> {
  const rows = await readSheet(buildStoredZip(parts), 1, { trim: false }).catch(() => {
    throw new UnreadableFile('damaged')
  })
  return rows.map((row) => row.map(toCell))
}

/** The library's types say `typeof Date` where they mean a date. */
function toCell(cell: unknown): Cell {
  if (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') return cell
  return cell instanceof Date ? cell : null
}
