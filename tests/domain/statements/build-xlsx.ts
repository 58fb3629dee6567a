import { crc32, deflateRawSync } from 'node:zlib'

export type Part = {
  name: string
  data: Buffer | string
  stored?: boolean
  flags?: number
  /** What the headers claim, where it is not so. */
  claimedLength?: number
  crc?: number
  /** In place of a part of its own: the place of this one. */
  sameBytesAs?: string
}
type SheetOfFile = { name: string; xml: string; state?: string }

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A ZIP as others write it, or as nobody should. */
export function buildZip(parts: readonly Part[]): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  const places = new Map<string, number>()
  let at = 0
  for (const part of parts) {
    const raw = Buffer.from(part.data)
    const data = part.stored ? raw : deflateRawSync(raw)
    const name = Buffer.from(part.name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(part.flags ?? 0, 2)
    common.writeUInt16LE(part.stored ? 0 : 8, 4)
    common.writeUInt32LE(part.crc ?? crc32(raw), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(part.claimedLength ?? raw.length, 18)
    common.writeUInt16LE(name.length, 22)
    const place = places.get(part.sameBytesAs ?? '') ?? at
    places.set(part.name, place)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(place, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name)
    if (part.sameBytesAs) continue
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, data)
    at += 4 + common.length + name.length + data.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(
    directory.reduce((sum, one) => sum + one.length, 0),
    12,
  )
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, ...directory, end])
}

/** Parts of a workbook; what `more` names replaces the part of that name. */
export function xlsxParts(
  sheets: readonly SheetOfFile[],
  { date1904 = false, more = [] as readonly Part[] } = {},
) {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  )
  const relations = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const parts: Part[] = [
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      data: `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships>${relations.join('')}<Relationship Id="s" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet xmlns="${NAMESPACE}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    },
    ...sheets.map(({ xml }, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, data: xml })),
  ]
  const replaced = new Set(more.map(({ name }) => name))
  return [...parts.filter(({ name }) => !replaced.has(name)), ...more]
}

type Value = string | number | null | { serial: number } | { formula: string; value?: string | number }

/** A sheet of these rows; a serial is a number shown as a date. */
export function sheetXml(rows: readonly (readonly Value[])[], after = '') {
  const written = rows.map((row, index) => {
    const cells = row.map((value, column) => cellXml(`${lettersOf(column)}${index + 1}`, value))
    return `<row r="${index + 1}">${cells.join('')}</row>`
  })
  return `<worksheet xmlns="${NAMESPACE}"><sheetData>${written.join('')}</sheetData>${after}</worksheet>`
}

function cellXml(place: string, value: Value) {
  if (value === null) return ''
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
  if (typeof value === 'string')
    return `<c r="${place}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`
  if ('serial' in value) return `<c r="${place}" s="1"><v>${value.serial}</v></c>`
  const kept = value.value === undefined ? '' : `<v>${value.value}</v>`
  return `<c r="${place}"${typeof value.value === 'string' ? ' t="str"' : ''}><f>${escapeXml(value.formula)}</f>${kept}</c>`
}

export const lettersOf = (column: number): string =>
  (column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

export const buildXlsx = (rows: readonly (readonly Value[])[], options?: { date1904?: boolean }) =>
  buildZip(xlsxParts([{ name: 'Sheet1', xml: sheetXml(rows) }], options))
