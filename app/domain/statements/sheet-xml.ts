import { MAX_COLUMNS, MAX_ROWS, UnreadableFile } from './table'

export type XmlTag = { name: string; attributes: ReadonlyMap<string, string> }

const MAX_SHEET_ROW = 1_048_576
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** A document type, and with it every entity of a part's own, refuses the file. */
export function requirePlainXml(bytes: Buffer) {
  if (bytes.includes(0) || ['<!DOCTYPE', '<!doctype', '<!ENTITY'].some((start) => bytes.includes(start)))
    throw new UnreadableFile('damaged')
}

/** The opening tags of a small part such as the workbook's list of sheets, names without their prefix. */
export function listXmlTags(xml: string): XmlTag[] {
  return [...xml.matchAll(/<(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g)].map(
    ([, name = '', attributes = '']) => ({ name, attributes: parseAttributes(attributes) }),
  )
}

function parseAttributes(text: string) {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single] of text.matchAll(
    /(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  ))
    attributes.set(name, decodeEntities(double ?? single ?? ''))
  return attributes
}

function decodeEntities(text: string) {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Each row and cell says plainly where it stands, within what Melt reads: a library fills the gaps between them. */
export function requireBoundedSheet(bytes: Buffer) {
  const xml = bytes.toString('latin1')
  let rows = 0
  for (const [tag, name, attributes = ''] of xml.matchAll(/<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^>]*)>/g)) {
    const places = attributes.match(/[\s:]r\s*=/g) ?? []
    const [, letters = '', digits = ''] = /\sr=["']([A-Z]{0,3})(\d{1,7})["']/.exec(attributes) ?? []
    if (places.length > 1 || places.length !== (digits ? 1 : 0)) throw new UnreadableFile('damaged')
    const row = Number(digits)
    if (row > MAX_SHEET_ROW || (name === 'row' && ++rows > MAX_SHEET_ROW)) throw new UnreadableFile('damaged')
    if (name === 'row') continue
    if (!letters || !digits) throw new UnreadableFile('damaged')
    if (tag.endsWith('/>')) continue
    if (row > 2 * MAX_ROWS) throw new UnreadableFile('too_many_rows', { row })
    if (columnOf(letters) > MAX_COLUMNS) throw new UnreadableFile('too_many_columns', { row })
  }
}

function columnOf(letters: string) {
  return [...letters].reduce((column, letter) => 26 * column + letter.charCodeAt(0) - 64, 0)
}
