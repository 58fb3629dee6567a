import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'
import { z } from 'zod'
import { sandboxMemory } from './memory.server'
import { html, problemPage, SANDBOX_PATH } from './page.server'
import { findPerson } from './people.server'
import { inventRows, type StatementRow } from './statement-rows'
import { buildWorkbook, type WorkbookCell } from './workbook'

const asked = z.object({
  layout: z.enum(['report', 'list', 'export']).default('report'),
  as: z.enum(['csv', 'xlsx']).default('csv'),
  seed: z.coerce.number().int().min(0).max(999_999).default(1),
})
type LayoutName = z.output<typeof asked>['layout']

type Column = {
  name: string
  text: (row: StatementRow, n: number) => string
  cell?: (row: StatementRow) => WorkbookCell
}
/** Nobody outside CHZZK knows its files: three that it might never have made. */
type Layout = {
  about: string
  before: string[][]
  columns: Column[]
  sorted: (a: StatementRow, b: StatementRow) => number
  /** The last row: its label's column, and the sum's. */
  total: { label: string; at: number; sumAt: number }
  delimiter: string
  encode: (text: string) => Buffer
  /** Besides the rows' own sheet. */
  otherSheets: boolean
}

const KINDS: Record<StatementRow['kind'], [korean: string, english: string]> = {
  chat: ['채팅 후원', 'chat'],
  mission: ['미션 후원', 'mission'],
  party: ['파티 후원', 'party'],
  subscription: ['구독', 'subscription'],
  gift: ['구독 선물', 'gift'],
  ad: ['광고 수익', 'ad'],
  refund: ['환불', 'refund'],
}

const clockOf = (at: Date) => new Date(at.getTime() + 9 * 60 * 60 * 1000).toISOString().slice(0, 19)
const partsOf = (at: Date) => clockOf(at).slice(0, 10).split('-').map(Number)
const grouped = (amount: number) => amount.toLocaleString('ko-KR')
const netOf = ({ amount, fee }: StatementRow) => amount - fee

const LAYOUTS: Record<LayoutName, Layout> = {
  report: {
    about: '제목 줄과 수수료가 있는 보고서, UTF-8',
    before: [['정산 내역'], []],
    columns: [
      { name: '후원일시', text: ({ at }) => clockOf(at).replaceAll('-', '.').replace('T', ' ') },
      { name: '유형', text: ({ kind }) => KINDS[kind][0] },
      { name: '닉네임', text: ({ name }) => name },
      { name: '후원자 아이디', text: ({ donorId }) => donorId },
      { name: '후원 치즈', text: ({ amount }) => grouped(amount), cell: ({ amount }) => amount },
      { name: '수수료', text: ({ fee }) => grouped(fee), cell: ({ fee }) => fee },
      { name: '정산 금액', text: (row) => grouped(netOf(row)), cell: netOf },
      { name: '메시지', text: ({ message }) => message },
    ],
    sorted: (a, b) => a.at.getTime() - b.at.getTime(),
    total: { label: '합계', at: 0, sumAt: 4 },
    delimiter: ',',
    encode: (text) => Buffer.from(`\uFEFF${text}`),
    otherSheets: false,
  },
  list: {
    about: '아이디도 시각도 없는 짧은 목록, CP949',
    before: [],
    columns: [
      { name: '번호', text: (_, n) => String(n) },
      { name: '금액', text: ({ amount }) => `${grouped(amount)}치즈` },
      { name: '보낸 사람', text: ({ name }) => name },
      { name: '결제일', text: ({ at }) => `${partsOf(at)[0]}년 ${partsOf(at)[1]}월 ${partsOf(at)[2]}일` },
      { name: '구분', text: ({ kind }) => KINDS[kind][0] },
    ],
    sorted: (a, b) => b.at.getTime() - a.at.getTime(),
    total: { label: '총계', at: 0, sumAt: 1 },
    delimiter: ',',
    encode: (text) => iconv.encode(text, 'cp949'),
    otherSheets: false,
  },
  export: {
    about: '영어 열 이름과 시트 세 개, UTF-16',
    before: [],
    columns: [
      { name: 'type', text: ({ kind }) => KINDS[kind][1] },
      { name: 'amount', text: ({ amount }) => String(amount), cell: ({ amount }) => amount },
      { name: 'fee', text: ({ fee }) => String(fee), cell: ({ fee }) => fee },
      { name: 'net', text: (row) => String(netOf(row)), cell: netOf },
      { name: 'date', text: ({ at }) => `${clockOf(at)}+09:00`, cell: ({ at }) => at },
      { name: 'donor_id', text: ({ donorId }) => donorId },
      { name: 'donor_name', text: ({ name }) => name },
      { name: 'message', text: ({ message }) => message },
    ],
    sorted: (a, b) => a.name.localeCompare(b.name, 'ko') || a.at.getTime() - b.at.getTime(),
    total: { label: 'total', at: 0, sumAt: 1 },
    delimiter: '\t',
    encode: (text) => iconv.encode(text, 'utf16le', { addBOM: true }),
    otherSheets: true,
  },
}

/** A settlement file of what the sandbox's people donated in a channel, and of more and less. */
export function statementFile(request: Request, channelId: string): Response {
  const read = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!findPerson(channelId)) return problemPage('없는 채널이에요', '주소를 다시 확인해 주세요.', 404)
  if (!read.success) return problemPage('없는 정산 내역이에요', '주소를 다시 확인해 주세요.', 422)
  const { layout, as, seed } = read.data
  const rows = inventRows({ channelId, seed, donations: sandboxMemory().donations, now: new Date() })
  const bytes = as === 'csv' ? toCsv(LAYOUTS[layout], rows) : toWorkbook(LAYOUTS[layout], rows)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type':
        as === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="statement-${layout}-${seed}.${as}"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}

function toCsv({ before, columns, sorted, total, delimiter, encode }: Layout, rows: StatementRow[]) {
  const lines = rows.toSorted(sorted).map((row, n) => columns.map(({ text }) => text(row, n + 1)))
  const last = totalRow(columns.length, total, grouped(sumOf(rows)))
  return encode(stringify([...before, columns.map(({ name }) => name), ...lines, last], { delimiter }))
}

function toWorkbook({ before, columns, sorted, total, otherSheets }: Layout, rows: StatementRow[]) {
  const lines = rows
    .toSorted(sorted)
    .map((row, n) => columns.map(({ text, cell }) => (cell ? cell(row) : text(row, n + 1))))
  const last = totalRow<WorkbookCell>(columns.length, total, sumOf(rows))
  const own = {
    name: '후원 상세',
    rows: [...before, columns.map(({ name }) => name), ...lines, last],
  }
  if (!otherSheets) return buildWorkbook([own])
  const cover = { name: '요약', rows: [['항목', '치즈'] as WorkbookCell[], ['모두', sumOf(rows)]] }
  return buildWorkbook([cover, own, { name: '원본', hidden: true, rows: [['쓰지 않는 시트']] }])
}

function totalRow<Cell>(width: number, { label, at, sumAt }: Layout['total'], sum: Cell): (Cell | string)[] {
  return Array.from({ length: width }, (_, column) => (column === at ? label : column === sumAt ? sum : ''))
}

const sumOf = (rows: StatementRow[]) => rows.reduce((sum, { amount }) => sum + amount, 0)

/** The ways to every one of them. */
export function statementLinks(channelId: string) {
  const formats = ['csv', 'xlsx'] as const
  return Object.entries(LAYOUTS).map(
    ([layout, { about }]) =>
      html`<li>${about}: ${formats.map(
        (as) =>
          html`<a href="${SANDBOX_PATH}/studio/${channelId}/statement?layout=${layout}&amp;as=${as}&amp;seed=1">${as.toUpperCase()}</a> `,
      )}</li>`,
  )
}
