import iconv from 'iconv-lite'
import { buildXlsx, buildZip, type Part, sheetXml, xlsxParts } from './build-xlsx'
import { type Hostile, hostileRows } from './hostile-rows'
import { hostileWorkbooks } from './hostile-workbooks'

export const HEAD = '일시,닉네임,금액'
const ROW = '2026-11-01,감자,1000'
export const GOOD = [
  ['일시', '닉네임', '금액'],
  ['2026-11-01', '감자', 1000],
]
const csv = (...rows: string[]) => Buffer.from([HEAD, ...rows].join('\n'))
const ole = (...names: string[]) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...names.map((name) => Buffer.from(name, 'utf16le')),
  ])
const workbook = (xml: string, ...more: Part[]) => buildZip(xlsxParts([{ name: '내역', xml }], { more }))
const sheetOf = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const manyBytes = (count: number, byte = 'a') => Buffer.alloc(count, byte)
const noise = (count: number) =>
  Buffer.from(Array.from({ length: count }, (_, index) => (index * 7919 + (index >> 3)) % 256))

const notTables: Hostile[] = [
  ['nothing', Buffer.alloc(0), 'empty'],
  ['a byte order mark alone', Buffer.from('\ufeff'), 'empty'],
  ['blanks', Buffer.from(' \n\t\r\n '), 'empty'],
  ['commas', Buffer.from(',,,\n,,,\n'), 'empty'],
  ['a byte too much', manyBytes(5 * 1024 * 1024 + 1), 'too_large'],
  ['an .xls', ole('Root Entry', 'Workbook'), 'xls'],
  ['an .xls of 1995', ole('Book'), 'xls'],
  ['an .xls without its container', Buffer.from('0908100000060500', 'hex'), 'xls'],
  ['an encrypted workbook', ole('EncryptionInfo', 'EncryptedPackage'), 'encrypted'],
  ['a .hwp', ole('HwpSummaryInformation'), 'other_document'],
  ['HTML named .xls', Buffer.from('<html><table><tr><td>1000</td></tr></table></html>'), 'html'],
  ['HTML behind blanks and a mark', Buffer.from('\ufeff\n  <!DOCTYPE html><p>'), 'html'],
  ['HTML in UTF-16', Buffer.from('\ufeff<table><tr>', 'utf16le'), 'html'],
  ['HTML in CP949', iconv.encode('<meta charset="euc-kr"><table>뷁', 'cp949'), 'html'],
  ['a page saved as one file', Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related'), 'html'],
  [
    'a spreadsheet of 2003 in XML',
    Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
    'xml_spreadsheet',
  ],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ'), 'pdf'],
  ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'picture'],
  ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'picture'],
  ['a GIF', Buffer.from('GIF89a'), 'picture'],
  ['a WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'picture'],
  ['a HEIC', Buffer.from('\0\0\0\x18ftypheic'), 'picture'],
  ['a gzip', Buffer.from('1f8b0800', 'hex'), 'archive'],
  ['a 7z', Buffer.from('377abcaf271c', 'hex'), 'archive'],
  ['a RAR', Buffer.from('Rar!\x1a\x07'), 'archive'],
  ['rich text', Buffer.from('{\\rtf1\\ansi 1000}'), 'other_document'],
]
const texts: Hostile[] = [
  ['a NUL', Buffer.from(`${HEAD}\n2026-11-01,감\0자,1000`), 'binary'],
  ['UTF-16 without a mark', Buffer.from(`${HEAD}\n${ROW}`, 'utf16le'), 'binary'],
  ['a NUL in UTF-16', Buffer.from(`\ufeff${HEAD}\0`, 'utf16le'), 'binary'],
  ['half a character of UTF-16', Buffer.from('fffe3d', 'hex'), 'undecodable'],
  ['a lone surrogate of UTF-16', Buffer.from('fffe00d84100', 'hex'), 'undecodable'],
  [
    'a mark of UTF-8 before CP949',
    Buffer.concat([Buffer.from('efbbbf', 'hex'), iconv.encode(HEAD, 'cp949')]),
    'undecodable',
  ],
  ['bytes of no encoding', Buffer.from('41ff42fe43', 'hex'), 'undecodable'],
  [
    'CP949 cut in the middle of a syllable',
    iconv.encode(`${HEAD}\n뷁`, 'cp949').subarray(0, -1),
    'undecodable',
  ],
  [
    'CP949 with a character of its maker',
    Buffer.concat([iconv.encode(HEAD, 'cp949'), Buffer.from('c9a1', 'hex')]),
    'undecodable',
  ],
  ['a quote that never closes', csv('2026-11-01,"감자,1000', ROW), 'quote_not_closed'],
  ['a quote that closes after a megabyte', csv(`2026-11-01,"${'가'.repeat(400_000)}",1000`), 'row_too_long'],
  ['10,000 columns', csv(Array.from({ length: 10_000 }, () => '1').join(',')), 'too_many_columns'],
  ['101 columns', csv(Array.from({ length: 101 }, () => '1').join(',')), 'too_many_columns'],
  ['five million commas', manyBytes(5 * 1024 * 1024, ','), 'too_many_columns'],
  ['five million lines', manyBytes(5 * 1024 * 1024, '\n'), 'empty'],
  ['a million lines of one letter', Buffer.from('a\n'.repeat(1_000_000)), 'too_many_rows'],
  [
    'a hundred thousand blank lines before a row',
    Buffer.from(`${'\n'.repeat(100_000)}${ROW}`),
    'too_many_rows',
  ],
  [
    '1e308, -0 and more',
    csv(
      '2026-11-01,감자,1e308',
      '2026-11-01,감자,-0',
      '2026-11-01,감자,0x10',
      '2026-11-01,감자,Infinity',
      '2026-11-01,감자,NaN',
    ),
    ['amount_unreadable', 'amount_unreadable', 'amount_unreadable', 'amount_unreadable'],
  ],
  [
    'dates of 1899 and 1900',
    csv('1899-12-31,감자,1', '1900-01-01,감자,1', '1900-02-29,감자,1', '00001,감자,1'),
    ['date_out_of_range', 'date_out_of_range', 'date_unreadable', 'date_out_of_range'],
  ],
  [
    'formulas',
    csv('2026-11-01,감자,=1+1', '2026-11-01,감자,"=HYPERLINK(""http://x"")"', '2026-11-01,감자,@SUM(A1)'),
    ['formula', 'formula', 'amount_unreadable'],
  ],
  [
    'totals in the middle',
    csv(ROW, '소계,,1000', ROW, '합계,,2000', '2026-11-01,총계,2000'),
    ['perhaps_a_total'],
  ],
  ['quotes in the middle of a word', csv('2026-11-01,감"자"들,1000', '2026-11-01,"감"자,1000'), []],
  [
    'rows of too few and too many cells',
    csv('2026-11-01', '2026-11-01,감자', `${ROW},1,2,3`),
    ['amount_missing', 'amount_missing'],
  ],
  ['JSON', Buffer.from('{"일시": "2026-11-01", "금액": 1000}'), []],
  ['names of prototypes', csv('2026-11-01,__proto__,1000', '2026-11-01,constructor,1000'), []],
]
const archives: Hostile[] = [
  ['an empty ZIP', Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1'), 'damaged'],
  ['a ZIP of something else', buildZip([{ name: 'a.txt', data: 'a' }]), 'archive'],
  [
    'a .docx',
    buildZip([
      { name: '[Content_Types].xml', data: '<Types/>' },
      { name: 'word/document.xml', data: '<w/>' },
    ]),
    'other_document',
  ],
  [
    'an .ods',
    buildZip([{ name: 'mimetype', data: 'application/vnd.oasis', stored: true }]),
    'other_document',
  ],
  ['an .xlsb', buildZip([{ name: 'xl/workbook.bin', data: 'a' }]), 'xlsb'],
  ['a truncated ZIP', buildXlsx(GOOD).subarray(0, -30), 'damaged'],
  ['half a ZIP', buildXlsx(GOOD).subarray(0, 300), 'damaged'],
  ['a ZIP of a signature alone', Buffer.from('PK\x03\x04'), 'damaged'],
  [
    'an encrypted ZIP',
    buildZip(xlsxParts([{ name: 'a', xml: sheetXml(GOOD) }]).map((part) => ({ ...part, flags: 1 }))),
    'encrypted',
  ],
  [
    'a bomb that says so',
    workbook(sheetXml(GOOD), { name: 'xl/media/a.bin', data: manyBytes(60 * 1024 * 1024) }),
    'inflates_too_much',
  ],
  [
    'a bomb that says that it is small',
    workbook('', {
      name: 'xl/worksheets/sheet1.xml',
      data: manyBytes(40 * 1024 * 1024),
      claimedLength: 1000,
    }),
    'inflates_too_much',
  ],
  [
    'a part that says that it is larger',
    workbook('', { name: 'xl/worksheets/sheet1.xml', data: sheetXml(GOOD), claimedLength: 100_000 }),
    'damaged',
  ],
  [
    'parts that share their bytes',
    workbook(
      sheetXml(GOOD),
      { name: 'xl/a.xml', data: manyBytes(10_000) },
      ...Array.from({ length: 50 }, (_, index) => ({
        name: `xl/b${index}.xml`,
        data: manyBytes(10_000),
        sameBytesAs: 'xl/a.xml',
      })),
    ),
    'inflates_too_much',
  ],
  [
    '2,000 parts',
    workbook(
      sheetXml(GOOD),
      ...Array.from({ length: 2_000 }, (_, index) => ({ name: `${index}`, data: '' })),
    ),
    'inflates_too_much',
  ],
  [
    'one name twice',
    buildZip([
      ...xlsxParts([{ name: 'a', xml: sheetXml(GOOD) }]),
      { name: 'xl/workbook.xml', data: '<workbook/>' },
    ]),
    'damaged',
  ],
  [
    'a wrong checksum',
    workbook('', { name: 'xl/worksheets/sheet1.xml', data: sheetXml(GOOD), crc: 1 }),
    'damaged',
  ],
  ['noise behind a signature', Buffer.concat([Buffer.from('PK\x03\x04'), noise(4_000)]), 'damaged'],
  ['no sheets', buildZip(xlsxParts([])), 'damaged'],
  [
    'a sheet that is not there',
    buildZip(xlsxParts([{ name: 'a', xml: '' }]).filter(({ name }) => !name.includes('sheet1'))),
    'damaged',
  ],
  [
    'hidden sheets alone',
    buildZip(xlsxParts([{ name: 'a', xml: sheetXml(GOOD), state: 'hidden' }])),
    'choose_sheet',
  ],
  ['an empty sheet', workbook(sheetXml([])), 'sheet_empty'],
]
const workbooks: Hostile[] = [
  [
    'an entity that grows',
    workbook(`<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheetXml(GOOD)}`),
    'damaged',
  ],
  [
    'an entity of another file',
    workbook(
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>')}`,
    ),
    'damaged',
  ],
  ['10,000 columns', workbook(sheetXml([Array.from({ length: 10_000 }, () => 1)])), 'too_many_columns'],
  [
    'the last cell there is',
    workbook(sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    'too_many_rows',
  ],
  [
    'a column far to the right in each row',
    workbook(
      sheetOf(
        Array.from(
          { length: 5_000 },
          (_, index) => `<row r="${index + 1}"><c r="XFD${index + 1}"><v>1</v></c></row>`,
        ).join(''),
      ),
    ),
    'too_many_columns',
  ],
  ['a row beyond every sheet', workbook(sheetOf('<row r="9999999"/>')), 'damaged'],
  [
    'two places of one cell',
    workbook(sheetOf('<row r="1"><c r="A1" x:r="XFD1"><v>1</v></c></row>')),
    'damaged',
  ],
  [
    'a place written in entities',
    workbook(sheetOf('<row r="1"><c r="&#88;FD1"><v>1</v></c></row>')),
    'damaged',
  ],
  [
    'a place behind a bracket',
    workbook(sheetOf('<row r="1"><c a=">" r="XFD1"><v>1</v></c></row>')),
    'damaged',
  ],
  ['cells without a place', workbook(sheetOf('<row><c><v>1</v></c></row>')), 'damaged'],
  [
    'cells out of order',
    workbook(sheetOf('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>')),
    'damaged',
  ],
  [
    'rows out of order',
    workbook(sheetOf('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')),
    'damaged',
  ],
  ['XML that never closes', workbook(sheetXml(GOOD).slice(0, -40)), 'damaged'],
  [
    'XML in UTF-16',
    workbook('', { name: 'xl/worksheets/sheet1.xml', data: Buffer.from(sheetXml(GOOD), 'utf16le') }),
    'damaged',
  ],
  [
    'a hundred thousand elements in one another',
    workbook(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`),
    'damaged',
  ],
  [
    'a style that is not there',
    workbook(sheetOf('<row r="1"><c r="A1" s="99"><v>1</v></c></row>')),
    'damaged',
  ],
  [
    'a cell type that is not there',
    workbook(sheetOf('<row r="1"><c r="A1" t="q"><v>1</v></c></row>')),
    'damaged',
  ],
  [
    'a sheet of charts alone',
    buildZip(
      xlsxParts([{ name: 'a', xml: '<chartsheet/>' }]).map((part) => ({
        ...part,
        data: String(part.data).replace('/worksheet"', '/chartsheet"'),
      })),
    ),
    'damaged',
  ],
  [
    'merged cells',
    workbook(
      sheetXml(
        [
          ['일시', '닉네임', '금액'],
          ['2026-11-01', '감자', 1000],
          [null, '고구마', 2000],
        ],
        '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
      ),
    ),
    ['date_missing'],
  ],
  [
    'formulas without values',
    buildXlsx([...GOOD, ['2026-11-01', '감자', { formula: 'SUM(C1:C9)' }]]),
    ['amount_missing'],
  ],
  [
    'errors in cells',
    workbook(
      sheetXml(GOOD).replace(
        '</sheetData>',
        '<row r="3"><c r="A3" t="inlineStr"><is><t>2026-11-01</t></is></c><c r="C3" t="e"><v>#REF!</v></c></row></sheetData>',
      ),
    ),
    ['amount_missing'],
  ],
  [
    '1e308, -0 and dates of 1899',
    buildXlsx([
      ...GOOD,
      ['2026-11-01', 'a', 1e308],
      ['2026-11-01', 'b', -0],
      [{ serial: 0 }, 'c', 1],
      [{ serial: 60 }, 'd', 1],
      [{ serial: 1e300 }, 'e', 1],
      ['2026-11-01', 'f', { serial: 1 }],
    ]),
    ['amount_too_large', 'date_out_of_range', 'date_out_of_range', 'date_missing', 'amount_is_date'],
  ],
  [
    'styled blanks down to the end',
    workbook(
      sheetXml(GOOD).replace('</sheetData>', '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'),
    ),
    [],
  ],
  [
    'one text of a megabyte in each row',
    workbook(
      sheetOf(
        `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>${Array.from({ length: 3_000 }, (_, index) => `<row r="${index + 2}"><c r="A${index + 2}" t="s"><v>0</v></c></row>`).join('')}`,
      ),
      {
        name: 'xl/sharedStrings.xml',
        data: `<sst><si><t>${'가'.repeat(300_000)}</t></si></sst>`,
        stored: true,
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        data: '<Relationships><Relationship Id="rId1" Type="/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
      },
    ),
    'any',
  ],
]
export const hostileFiles = [
  ...notTables,
  ...texts,
  ...archives,
  ...workbooks,
  ...hostileWorkbooks,
  ...hostileRows,
]
