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

/** The library reads a tag or a text anew with each piece of a sheet that it spans; no cell of Excel's is longer. */
const MAX_TEXT_BYTES = 256 * 1024
const MAX_TAG_BYTES = 32 * 1024
/** The library's patterns for formats of numbers look from each bracket to the end. */
const MAX_STYLE_TAG_BYTES = 2_000
const DECLARATION = /^(?:\xef\xbb\xbf)?\s*<\?xml[^<>]*\?>/
const PLAIN_TAG = /^\/?[A-Za-z_:][\w.:-]*(?:\s+[\w.:-]+=(?:"[^"<]*"|'[^'<]*'))*\s*\/?$/

/** Tags and text without comments and the like, so that the library sees exactly the tags that are looked at here. */
function checkTags(bytes: Buffer, maxTagBytes: number, check: (tag: string) => void) {
  const xml = bytes.toString('latin1')
  let at = DECLARATION.exec(xml.slice(0, MAX_STYLE_TAG_BYTES))?.[0].length ?? 0
  for (;;) {
    const open = xml.indexOf('<', at)
    if ((open === -1 ? xml.length : open) - at > MAX_TEXT_BYTES) throw new UnreadableFile('damaged')
    if (open === -1) return
    const end = xml.indexOf('>', open)
    if (end === -1 || end - open > maxTagBytes) throw new UnreadableFile('damaged')
    const tag = xml.slice(open + 1, end)
    if (!PLAIN_TAG.test(tag)) throw new UnreadableFile('damaged')
    check(tag)
    at = end + 1
  }
}

export const requirePlainTexts = (bytes: Buffer) => checkTags(bytes, MAX_TAG_BYTES, () => undefined)
export const requirePlainStyles = (bytes: Buffer) => checkTags(bytes, MAX_STYLE_TAG_BYTES, () => undefined)

/** Each row and cell says plainly where it stands, within what Melt reads: a library fills the gaps between them. */
export function requireBoundedSheet(bytes: Buffer) {
  let rows = 0
  checkTags(bytes, MAX_TAG_BYTES, (tag) => {
    // As the library does: whatever stands before the first colon is a prefix, also where that is nothing.
    const [, name, attributes = ''] = /^(?:[^\s/:]*:)?(row|c)(?![^\s/])(.*)$/s.exec(tag) ?? []
    if (!name) return
    const places = attributes.match(/[\s:]r=/g) ?? []
    const [, letters = '', digits = ''] = /\sr=["']([A-Z]{0,3})(\d{1,7})["']/.exec(attributes) ?? []
    if (places.length > 1 || places.length !== (digits ? 1 : 0)) throw new UnreadableFile('damaged')
    const row = Number(digits)
    if (row > MAX_SHEET_ROW || (name === 'row' && ++rows > MAX_SHEET_ROW)) throw new UnreadableFile('damaged')
    if (name === 'row') return
    if (!letters || !digits) throw new UnreadableFile('damaged')
    if (tag.endsWith('/')) return
    if (row > 2 * MAX_ROWS) throw new UnreadableFile('too_many_rows', { row })
    if (columnOf(letters) > MAX_COLUMNS) throw new UnreadableFile('too_many_columns', { row })
  })
}

function columnOf(letters: string) {
  return [...letters].reduce((column, letter) => 26 * column + letter.charCodeAt(0) - 64, 0)
}
