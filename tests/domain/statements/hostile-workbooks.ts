import { buildZip, type Part, sheetXml, xlsxParts } from './build-xlsx'
import type { Hostile } from './hostile-rows'

const GOOD = [
  ['일시', '닉네임', '금액'],
  ['2026-11-01', '감자', 1000],
]
const RELATIONS = '<Relationship Id="rId1" Type="/worksheet" Target="worksheets/sheet1.xml"/>'
const WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
/** Bytes that do not shrink, so that the ratio lets the rest grow. */
const padding: Part = {
  name: 'xl/media/a.bin',
  stored: true,
  data: Buffer.from(Array.from({ length: 2_500_000 }, (_, n) => (n * 7919 + (n >> 3) * 31) % 256)),
}
const withPart = (name: string, data: Part['data'], ...more: Part[]) =>
  buildZip(xlsxParts([{ name: '내역', xml: sheetXml(GOOD) }], { more: [{ name, data }, ...more] }))
const sheet = (xml: string, ...more: Part[]) => withPart('xl/worksheets/sheet1.xml', xml, ...more)
const rowsOf = (rows: string, ...more: Part[]) =>
  sheet(`<worksheet><sheetData>${rows}</sheetData></worksheet>`, ...more)
const cell = (tag: string) => rowsOf(`<row r="1">${tag}<v>1</v></c></row>`)
const styles = (xml: string, ...more: Part[]) =>
  withPart('xl/styles.xml', `<styleSheet>${xml}</styleSheet>`, ...more)
const relations = (...of: string[]) => `<Relationships>${of.join('')}</Relationships>`
const manySheets = (count: number) =>
  `<workbook xmlns:r="r"><sheets>${Array.from({ length: count }, (_, n) => `<sheet name="${n}" sheetId="${n}" r:id="rId1"/>`).join('')}</sheets></workbook>`
const good = buildZip(xlsxParts([{ name: '내역', xml: sheetXml(GOOD) }]))
const changed = (change: (bytes: Buffer) => void) => {
  const bytes = Buffer.from(good)
  change(bytes)
  return bytes
}
const END_AT = good.length - 22

/** Ways around what Melt looks at before a library reads the rest. */
export const hostileWorkbooks: Hostile[] = [
  ['a cell whose prefix is nothing', rowsOf('<row r="1"><:c r="ZZZZZZ1"><v>1</v></:c></row>'), 'damaged'],
  ['a row whose prefix is nothing', rowsOf('<:row r="999999999"><c r="A1"><v>1</v></c></:row>'), 'damaged'],
  ['a second place behind a bracket', cell('<c r="A1" a=">" x:r="ZZZZZZ1">'), 'damaged'],
  ['a place of a prefix that is nothing', cell('<c r="A1" :r="ZZZZZZ1">'), 'damaged'],
  ['a place that is said twice', cell('<c r="A1" r="ZZZ1">'), 'damaged'],
  ['a place in small letters', cell('<c r="zzz1">'), 'damaged'],
  ['a place without quotes', cell('<c r=ZZZ1>'), 'damaged'],
  ['a place behind a blank', cell('<c r ="A1">'), 'damaged'],
  ['a place of half a quote', cell('<c r="A1>'), 'damaged'],
  ['a bracket in a tag', cell('<c r="A1" a="<">'), 'damaged'],
  ['a letter of another script in a name', cell('<é:c r="ZZZ1">'), 'damaged'],
  ['cells that begin and never end', sheet(`<worksheet><sheetData>${'<c '.repeat(600_000)}`), 'damaged'],
  ['a tag of almost two megabytes', rowsOf(`<row r="1" a="${'1'.repeat(1_900_000)}"/>`), 'damaged'],
  [
    'a text of almost two megabytes',
    rowsOf(`<row r="1"><c r="A1"><v>${'1'.repeat(1_900_000)}</v></c></row>`),
    'damaged',
  ],
  ['a comment that never ends', rowsOf(`<!--${'> '.repeat(900_000)}`), 'damaged'],
  ['a comment around a cell', rowsOf('<!-- <c r="A1"> -->'), 'damaged'],
  ['text as CDATA', rowsOf('<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>'), 'damaged'],
  ['an instruction among the rows', rowsOf(`<?a ${'b'.repeat(500_000)}?>`), 'damaged'],
  ['two declarations', sheet(`<?xml version="1.0"?><?xml version="1.0"?>${sheetXml(GOOD)}`), 'damaged'],
  ['a document type in capitals and small letters', sheet(`<!DocType a>${sheetXml(GOOD)}`), 'damaged'],
  ['rows that close before they open', rowsOf('</row><row r="1">'), 'damaged'],
  ['four million empty elements', rowsOf('<a/>'.repeat(4_000_000), padding), 'sheet_empty'],
  ['a million rows without a number', rowsOf('<row></row>'.repeat(1_048_577), padding), 'damaged'],
  ['a sheet of blanks', sheet(' '.repeat(16_000_000), padding), 'damaged'],
  ['a sheet that is text', sheet('2026-11-01,감자,1000'), 'damaged'],
  ['a sheet of another kind', sheet('<html><body>1000</body></html>'), 'damaged'],
  [
    'a sheet that is the workbook',
    withPart(
      'xl/_rels/workbook.xml.rels',
      relations(RELATIONS.replace('worksheets/sheet1.xml', '/xl/workbook.xml')),
    ),
    'damaged',
  ],
  [
    'a sheet of another folder',
    withPart('xl/_rels/workbook.xml.rels', relations(RELATIONS.replace('worksheets/', '../../../etc/'))),
    'damaged',
  ],
  [
    'a workbook of a million elements',
    withPart('xl/workbook.xml', `<workbook>${'<a/>'.repeat(1_000_000)}</workbook>`, padding),
    'inflates_too_much',
  ],
  [
    'relations of a million elements',
    withPart('xl/_rels/workbook.xml.rels', relations('<a/>'.repeat(1_000_000)), padding),
    'inflates_too_much',
  ],
  ['256 sheets', withPart('xl/workbook.xml', manySheets(256)), 'damaged'],
  ['255 sheets', withPart('xl/workbook.xml', manySheets(255)), 'choose_sheet'],
  ['sheets without relations', withPart('xl/_rels/workbook.xml.rels', relations()), 'damaged'],
  ['a workbook that is text', withPart('xl/workbook.xml', 'workbook'), 'damaged'],
  ['a workbook of NUL', withPart('xl/workbook.xml', `${WORKBOOK}\0`), 'damaged'],
  [
    'attributes of prototypes',
    withPart('xl/workbook.xml', WORKBOOK.replace('<sheets>', '<sheets __proto__="a" constructor="b">')),
    [],
  ],
  [
    'a style of a million brackets',
    styles(`<numFmts><numFmt numFmtId="200" formatCode="${'['.repeat(1_000_000)}"/></numFmts>`),
    'damaged',
  ],
  ['styles of three megabytes', styles('<xf/>'.repeat(600_000), padding), 'inflates_too_much'],
  ['styles with a comment', styles('<!-- a -->'), 'damaged'],
  ['a style number beyond all', rowsOf('<row r="1"><c r="A1" s="1e308"><v>1</v></c></row>'), 'damaged'],
  ['a number that is none', rowsOf('<row r="1"><c r="A1"><v>abc</v></c></row>'), 'damaged'],
  ['a shared text that is not there', rowsOf('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), 'damaged'],
  ['a truth that is none', rowsOf('<row r="1"><c r="A1" t="b"><v>2</v></c></row>'), 'damaged'],
  [
    'one text of two thousand letters in a hundred and fifty thousand cells',
    rowsOf(
      Array.from(
        { length: 50_000 },
        (_, n) =>
          `<row r="${n + 1}">${['A', 'B', 'C'].map((column) => `<c r="${column}${n + 1}" t="s"><v>0</v></c>`).join('')}</row>`,
      ).join(''),
      { name: 'xl/sharedStrings.xml', data: `<sst><si><t>${'가나다라'.repeat(500)}</t></si></sst>` },
      {
        name: 'xl/_rels/workbook.xml.rels',
        data: relations(RELATIONS, '<Relationship Id="t" Type="/sharedStrings" Target="sharedStrings.xml"/>'),
      },
      padding,
    ),
    'inflates_too_much',
  ],
  ['a nested workbook for a sheet', withPart('xl/worksheets/sheet1.xml', good), 'damaged'],
  ['a ZIP in a ZIP', buildZip([{ name: 'a.xlsx', data: good, stored: true }]), 'archive'],
  ['a ZIP that ends twice', Buffer.concat([good, good.subarray(END_AT)]), []],
  ['a ZIP behind another file', Buffer.concat([Buffer.from('일시,금액\n'), good]), 'binary'],
  ['a ZIP of more parts than it has', changed((bytes) => bytes.writeUInt16LE(900, END_AT + 10)), 'damaged'],
  [
    'a ZIP of 65,535 parts',
    changed((bytes) => bytes.writeUInt16LE(0xffff, END_AT + 10)),
    'inflates_too_much',
  ],
  ['a directory beyond the end', changed((bytes) => bytes.writeUInt32LE(0xffffffff, END_AT + 16)), 'damaged'],
  ['a directory that is a part', changed((bytes) => bytes.writeUInt32LE(0, END_AT + 16)), 'damaged'],
  [
    'a part that nobody reads in another compression',
    changed((bytes) => bytes.writeUInt16LE(12, bytes.readUInt32LE(END_AT + 16) + 10)),
    [],
  ],
]
