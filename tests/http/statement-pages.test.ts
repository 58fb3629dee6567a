import { beforeEach, describe, expect, test } from 'vitest'
import { POSTURE } from '~/copy/ko/settlement'
import { db } from '~/db/client.server'
import { buildZip, sheetXml, xlsxParts } from '../domain/statements/build-xlsx'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { forbiddenIn } from '../support/settlement-words'
import { COLUMNS, type FileRow, fileOf, uploadStatement } from '../support/statements'

useMelt()

const BASE = '/creator/statements'
const PAGE = '/dashboard/settlement/statements'
const LONG_NAME = '오늘도퇴근길에노래들으며집에가는평범한직장인입니다정말로요'
const row: FileRow = { at: '2026-11-03 20:00:00', amount: 12_000, name: '손님이름' }
const dayIn = (days: number) =>
  new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
const today = dayIn(0)

type Plan = { planHash: string; ticked: number }

let creator: Client
let other: Client
let fan: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
})

async function pageAt(path: string, by = creator) {
  const response = await by.get(path, 'text/html')
  const text = await response.text()
  expect([response.status, text.slice(0, 300)], path).toEqual([200, expect.any(String)])
  expect(text).toContain(POSTURE)
  // What a file calls its columns are its own words.
  expect(forbiddenIn(text.replace(/<[^>]*>|후원금액/g, ' '))).toEqual([])
  return text
}

/** As a browser without a script sends it. */
function sendFile(bytes: Buffer, fields: Record<string, string> = {}) {
  const form = new FormData()
  form.append('formPage', PAGE)
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), '정산.csv')
  return creator.request('POST', BASE, { headers: { Accept: 'text/html' }, body: form })
}

const columnFields = Object.fromEntries(
  Object.entries(COLUMNS).map(([field, column]) => [`columns.${field}`, String(column)]),
)

/** Brought and mapped by the API: its id. */
async function brought(rows: FileRow[]) {
  const { id } = await uploadStatement(creator, fileOf(rows))
  await creator.ask('PUT', `${BASE}/${id}/mapping`, { columns: COLUMNS })
  return id
}

const act = (path: string, fields: Record<string, string>, formPage: string) =>
  creator.form(path, { formPage, ...fields })
const planOf = async (id: string) =>
  (await creator.ask<{ statement: { plan: Plan } }>('GET', `${BASE}/${id}`)).statement.plan
const optionOf = (text: string, value: string) =>
  new RegExp(`<option value="${value}"[^>]*>`).exec(text)?.[0] ?? ''

describe('The page of statements', () => {
  test('is led to from settlement without an opt-in, and teaches what such a file is', async () => {
    expect(await pageAt('/dashboard/settlement')).toContain(`href="${PAGE}"`)
    const text = await pageAt(PAGE)
    for (const taught of [
      '줄마다 적어 준 파일',
      '누르기 전에는 아무것도 바뀌지 않아요',
      '한 번에 취소할 수 있어요',
    ])
      expect(text).toContain(taught)
    expect(text).toMatch(/<form[^>]*enctype="multipart\/form-data"/i)
  })

  test('takes a file by a form alone, leads to it, and to the same one when it comes again', async () => {
    const first = await sendFile(fileOf([row]))
    const at = first.headers.get('Location') ?? ''
    expect([first.status, at]).toEqual([303, expect.stringMatching(new RegExp(`^${PAGE}/[0-9a-f-]{36}$`))])
    const again = await sendFile(fileOf([row]))
    expect(again.headers.get('Location')).toBe(at)
    expect(await pageAt(PAGE)).toContain(`href="${at}"`)
  })

  test('says beside the field why a file cannot be read', async () => {
    const response = await sendFile(Buffer.from('<html><table><tr><td>1</td></tr></table>'))
    const text = await response.text()
    expect([response.status, text.includes('표가 아니라 웹 페이지예요')]).toEqual([422, true])
    expect(text).toMatch(/id="file-error"/)
  })

  test('lets the sheet of a workbook be chosen, hidden ones named', async () => {
    const xml = sheetXml([
      ['후원일시', '금액'],
      ['2026-11-03', 1_000],
    ])
    const sheets = [
      { name: '요약', xml },
      { name: '후원 상세', xml },
      { name: '원본', xml, state: 'hidden' },
    ]
    const file = buildZip(xlsxParts(sheets))
    const response = await sendFile(file)
    const text = await response.text()
    expect([response.status, text.includes('시트가 여럿이에요')]).toEqual([422, true])
    expect(text).toMatch(/<select[^>]*name="sheet"/)
    expect(text).toContain('<option value="원본">원본 (숨긴 시트)</option>')
    const chosen = await sendFile(file, { sheet: '후원 상세' })
    expect(chosen.status).toBe(303)
    expect(await pageAt(chosen.headers.get('Location') ?? '')).toContain('후원 상세')
    const again = await sendFile(file)
    expect([again.status, optionOf(await again.text(), '요약')]).toEqual([
      422,
      expect.stringContaining('요약'),
    ])
    const second = await sendFile(file, { sheet: '요약' })
    expect(second.status).toBe(303)
    expect(second.headers.get('Location')).not.toBe(chosen.headers.get('Location'))
    expect(await pageAt(second.headers.get('Location') ?? '')).toContain('요약')
  })

  test('takes sums read off a screen, and comes back with what was typed', async () => {
    const totals = { from: '2026-11-07', to: '2026-11-01', gross: '1,000,000', fee: '' }
    const refused = await act(BASE, totals, PAGE)
    const text = await refused.text()
    expect([refused.status, text.includes('시작한 날보다 앞선 날이에요')]).toEqual([422, true])
    expect(text).toMatch(/<details class="ask" open="">/)
    expect(text).toMatch(/name="gross"[^>]*value="1,000,000"/)
    const taken = await act(BASE, { ...totals, to: '2026-11-30', fee: '230,000' }, PAGE)
    const page = await pageAt(taken.headers.get('Location') ?? '')
    for (const shown of ['1,000,000치즈', '230,000치즈', '남는 차이', '월별 보고서에 반영하기'])
      expect(page).toContain(shown)
    expect(page).not.toContain('한꺼번에 반영하기')
    expect(page).not.toContain('열 다시 고르기')
  })

  test('puts such sums into the monthly report and 정산 예정 수익 by a button, and out again', async () => {
    await creator.ask('PUT', '/creator/settlement/opt-in', { agree: true })
    const sums = { from: '2026-10-01', to: '2026-10-31', gross: '1,000,000', fee: '230,000' }
    const taken = await act(BASE, { ...sums, paidOn: dayIn(10) }, PAGE)
    const here = taken.headers.get('Location') ?? ''
    const id = here.split('/').at(-1) ?? ''
    const report = () => pageAt('/dashboard/settlement/reports/2026-10')
    const pending = async () =>
      (await creator.ask<{ figures: { pending: number | null } }>('GET', '/creator/settlement')).figures
        .pending
    expect([(await report()).includes('230,000치즈'), await pending()]).toEqual([false, null])

    const page = await pageAt(here)
    for (const shown of ['월별 보고서에 적은 그대로 나와요', '지급일 전까지는', '취소할 수 있어요'])
      expect(page).toContain(shown)
    const planHash = /name="planHash" value="([0-9a-f]+)"/.exec(page)?.[1] ?? ''
    expect((await act(`${BASE}/${id}/apply`, { planHash }, here)).headers.get('Location')).toBe(here)
    const applied = await pageAt(here)
    for (const shown of ['월별 보고서에 반영했어요', '후원 기록은 바뀌지 않아요', '네, 반영을 취소할게요'])
      expect(applied).toContain(shown)
    for (const untrue of ['0건', '모든 줄을 정했어요', '한 후원은 다시 확인 전이', '월별 보고서에 반영하기'])
      expect(applied).not.toContain(untrue)
    expect([(await report()).includes('230,000치즈'), await pending()]).toEqual([true, 1_000_000])

    await act(`${BASE}/${id}/undo`, {}, here)
    expect(await pageAt(here)).toContain('이 합계는 월별 보고서와 정산 예정 수익에 쓰지 않아요')
    expect([(await report()).includes('230,000치즈'), await pending()]).toEqual([false, null])
    await act(`${BASE}/${id}/plan`, {}, here)
    expect(await pageAt(here)).toContain('월별 보고서에 반영하기')
  })

  test('goes on page by page', async () => {
    for (let n = 0; n < 22; n++) await creator.ask('POST', BASE, { from: today, to: today, gross: n })
    const text = await pageAt(PAGE)
    const next = /href="([^"]*cursor=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((text.match(/정산 내역|합계 \d/g) ?? []).length).toBeGreaterThan(20)
    expect(await pageAt(next)).toContain('합계 0치즈')
  })
})

describe('A statement whose columns are to be chosen', () => {
  test('shows its first rows and its guess, and is read by what its creator chose instead', async () => {
    const rows = Array.from({ length: 7 }, (_, n) => ({ ...row, amount: 1_000 * n, name: LONG_NAME }))
    const { id } = await uploadStatement(creator, fileOf(rows))
    const text = await pageAt(`${PAGE}/${id}`)
    for (const shown of ['후원일시', '유형', LONG_NAME, '4000']) expect(text).toContain(shown)
    expect(text).not.toContain('5000')
    expect(text).toMatch(/data-scrolls=""/)
    expect(optionOf(text.slice(text.indexOf('name="columns.amount"')), '1')).toContain('selected')
    const answer = await act(
      `${BASE}/${id}/mapping`,
      { ...columnFields, 'columns.message': '', _method: 'PUT' },
      `${PAGE}/${id}`,
    )
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, `${PAGE}/${id}`])
    expect(await pageAt(`${PAGE}/${id}`)).toContain('확실한 것 6줄 한꺼번에 반영하기')
  })

  test('comes back with what was chosen where a column is used twice, or none holds the amount', async () => {
    const { id } = await uploadStatement(creator, fileOf([row]))
    const send = (fields: Record<string, string>) =>
      act(`${BASE}/${id}/mapping`, { ...columnFields, ...fields, _method: 'PUT' }, `${PAGE}/${id}`)
    const twice = await (await send({ 'columns.kind': '3' })).text()
    expect(twice).toContain('한 열은 한 번만 고를 수 있어요')
    expect(optionOf(twice.slice(twice.indexOf('name="columns.kind"')), '3')).toContain('selected')
    expect(await (await send({ 'columns.amount': '' })).text()).toContain('금액이 있는 열을 골라 주세요')
    const dateless = await (await send({ 'columns.date': '' })).text()
    expect(dateless).toContain('날짜나 기간이 있는 열을 골라 주세요')
  })

  test('can be mapped anew until it is applied', async () => {
    const id = await brought([row])
    expect(await pageAt(`${PAGE}/${id}?columns=1`)).toContain('어느 열이 무엇인가요?')
    await creator.ask('POST', `${BASE}/${id}/apply`, { planHash: (await planOf(id)).planHash })
    expect(await pageAt(`${PAGE}/${id}?columns=1`)).not.toContain('어느 열이 무엇인가요?')
  })
})

describe('A statement with a plan', () => {
  test('says what applying would do, what was not read and why, and leads to each kind of line', async () => {
    const id = await brought([row, { ...row, amount: 900, kind: '구독' }, { ...row, at: '어제' }])
    const text = await pageAt(`${PAGE}/${id}`)
    for (const shown of [
      '1건을 새로 추가해요',
      '확실한 것 1줄',
      '12,900치즈',
      '읽지 못한 줄 1개',
      '날짜를 읽지 못했어요',
    ])
      expect(text).toContain(shown)
    for (const outcome of ['onlyStatement', 'ignored'])
      expect(text).toContain(`href="${PAGE}/${id}/lines?outcome=${outcome}"`)
    expect(await pageAt(`${PAGE}/${id}/lines?outcome=ignored`)).toContain('구독')
  })

  test('is applied by a form, says what it did, asks before it is undone, and can be applied again', async () => {
    const id = await brought([row])
    const here = `${PAGE}/${id}`
    const apply = async () => {
      const { planHash } = await planOf(id)
      const answer = await act(`${BASE}/${id}/apply`, { planHash }, here)
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, here])
    }
    await apply()
    const applied = await pageAt(here)
    for (const shown of ['1건을 새로 추가했어요', '네, 반영을 취소할게요', '모든 줄을 정했어요'])
      expect(applied).toContain(shown)
    const [{ id: donation } = { id: '' }] = await db.donation.findMany({
      where: { source: 'statement', channel: { chzzkChannelId: creator.chzzkUserId } },
    })
    expect(await (await creator.get(`/dashboard/donations/${donation}`, 'text/html')).text()).toContain(
      `href="${here}"`,
    )
    expect((await act(`${BASE}/${id}/undo`, {}, here)).headers.get('Location')).toBe(here)
    const undone = await pageAt(here)
    for (const shown of [
      '이 정산 내역이 바꾼 것은 되돌렸고, 그 뒤에 직접 바꾼 후원은',
      '미리보기 다시 만들기',
    ])
      expect(undone).toContain(shown)
    expect((await act(`${BASE}/${id}/plan`, {}, here)).headers.get('Location')).toBe(here)
    await apply()
    expect(await pageAt(here)).toContain('1건을 새로 추가했어요')
  })

  test('says that every line is decided only where none was held back or left unread', async () => {
    const id = await brought([row, { ...row, amount: 5 }, { ...row, at: '어제' }])
    await creator.ask('PUT', `${BASE}/${id}/lines/3`, { outcome: 'onHold' })
    const { planHash } = await creator.ask<Plan>('POST', `${BASE}/${id}/plan`, {})
    await act(`${BASE}/${id}/apply`, { planHash }, `${PAGE}/${id}`)
    const text = await pageAt(`${PAGE}/${id}`)
    expect(text).toContain('보류한 1줄, 읽지 못한 1줄이 남아 있어요')
    expect(text).not.toContain('모든 줄을 정했어요')
    await creator.ask('PUT', `${BASE}/${id}/lines/3`, { outcome: 'undecided' })
    const ticked = await pageAt(`${PAGE}/${id}`)
    expect(ticked).toContain('더 정한 것 1줄 반영하기')
    expect(ticked).not.toMatch(/모든 줄을 정했어요|남아 있어요<\/p>/)
  })

  test('is not applied once the ledger has moved, says so and offers the plan anew', async () => {
    const id = await brought([row])
    const here = `${PAGE}/${id}`
    const { planHash } = await planOf(id)
    await donate(fan, creator)
    expect(await pageAt(here)).toContain('미리보기를 만든 뒤에 후원 기록이 바뀌었어요')
    const answer = await act(`${BASE}/${id}/apply`, { planHash }, here)
    const text = await answer.text()
    expect([answer.status, text.includes('아무것도 바꾸지 않았어요')]).toEqual([409, true])
    expect(text).toContain('미리보기 다시 만들기')
    expect(text).not.toContain('한꺼번에 반영하기')
  })

  test('takes how much of a difference its creator lets pass, and says when that is no number', async () => {
    const donation = await donate(fan, creator, { amount: 11_900 })
    await creator.ask('POST', `/donations/${donation}/confirm`)
    const { statement } = await creator.ask<{ statement: { id: string } }>('POST', BASE, {
      from: today,
      to: today,
      gross: 12_000,
    })
    const here = `${PAGE}/${statement.id}`
    expect(await pageAt(here)).toContain('부분만 맞아도 괜찮아요')
    const send = (fields: Record<string, string>) => act(`${BASE}/${statement.id}/plan`, fields, here)
    const wrong = await (await send({ 'tolerance.absolute': '조금', 'tolerance.permille': '2' })).text()
    expect(wrong).toMatch(/value="조금"[^>]*aria-invalid|aria-invalid[^>]*value="조금"/)
    expect((await send({ 'tolerance.absolute': '100', 'tolerance.permille': '' })).status).toBe(303)
    const within = await pageAt(here)
    expect(within).toContain('허용한 차이 안이에요')
    expect(within).toMatch(/name="tolerance.absolute"[^>]*value="100"/)
  })

  test('that a job goes on with shows how far it is and asks for itself again', async () => {
    const id = await brought([row])
    const state = { of: 4_321 }
    const retryAt = new Date(Date.now() + 3_600_000)
    await db.job.create({
      data: { kind: 'apply_statement', subjectId: id, state, doneCount: 1_200, retryAt },
    })
    const response = await creator.get(`${PAGE}/${id}`, 'text/html')
    const text = await response.text()
    expect(response.headers.get('Refresh')).toBe('4')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    for (const shown of ['1,200 / 4,321', '<progress', '다시 보기', '지금 그만두고 취소하기'])
      expect(text).toContain(shown)
    expect((await creator.get(PAGE, 'text/html')).headers.get('Refresh')).toBeNull()
    expect(await pageAt(PAGE)).toContain('반영하는 중')
    expect(text).toContain(`href="${PAGE}/${id}?ask=undo"`)
    const asking = await creator.get(`${PAGE}/${id}?ask=undo`, 'text/html')
    const question = await asking.text()
    expect(asking.headers.get('Refresh')).toBeNull()
    for (const shown of ['취소할까요?', '네, 반영을 취소할게요', `href="${PAGE}/${id}"`])
      expect(question).toContain(shown)
    expect(question).not.toMatch(/data-refresh|<progress|<details class="ask"/)
    await db.job.deleteMany({ where: { subjectId: id } })
    expect((await creator.get(`${PAGE}/${id}`, 'text/html')).headers.get('Refresh')).toBeNull()
  })
})

describe('Deciding one line a screen', () => {
  async function twoAsked() {
    await donate(fan, creator, { amount: 700 })
    await donate(other, creator, { amount: 800 })
    const of = (by: Client, amount: number) => ({ ...row, at: today, donorId: by.chzzkUserId, amount })
    return brought([of(fan, 900), of(other, 1_000_000), { ...row, at: today, amount: 0 }])
  }

  test('shows the line, what Melt has, and leads on to the next and then to the plan', async () => {
    const id = await twoAsked()
    expect(await pageAt(`${PAGE}/${id}`)).toContain('하나씩 정하기 (2줄)')
    const first = await pageAt(`${PAGE}/${id}/decide`)
    for (const shown of [
      '1 / 2',
      '900치즈',
      '700치즈',
      '확인 전',
      '새벽세시라면',
      '금액은 어느 쪽이 맞나요?',
    ])
      expect(first).toContain(shown)
    const donationId = /name="donationId"[^>]*value="([^"]+)"/.exec(first)?.[1] ?? ''
    const choose = (at: number, fields: Record<string, string>) =>
      act(`${BASE}/${id}/lines/${at}`, { ...fields, _method: 'PUT' }, `${PAGE}/${id}/decide?row=${at}`)
    const next = await choose(2, { outcome: 'matched', donationId, counts: 'statement' })
    expect(next.headers.get('Location')).toBe(`${PAGE}/${id}/decide?row=3`)
    const second = await pageAt(`${PAGE}/${id}/decide?row=3`)
    for (const shown of ['2 / 2', '1,000,000치즈', `href="${PAGE}/${id}/decide?row=2"`])
      expect(second).toContain(shown)
    const done = await choose(3, { outcome: 'onHold' })
    expect(done.headers.get('Location')).toBe(`${PAGE}/${id}`)
    const plan = await pageAt(`${PAGE}/${id}`)
    expect(plan).toContain('확인 전 후원 1건을 확인해요')
    expect(plan).not.toContain('하나씩 정하기')
    expect((await creator.get(`${PAGE}/${id}/decide`, 'text/html')).headers.get('Location')).toBe(
      `${PAGE}/${id}`,
    )
  })

  test('comes back to the line that was refused', async () => {
    const id = await twoAsked()
    const fields = { outcome: 'matched', counts: 'melt', _method: 'PUT' }
    const answer = await act(`${BASE}/${id}/lines/2`, fields, `${PAGE}/${id}/decide?row=2`)
    const text = await answer.text()
    expect([answer.status, text.includes('id="donationId-error"')]).toEqual([422, true])
    expect(text).toMatch(/value="melt"[^>]*checked|checked[^>]*value="melt"/)
  })

  test('says the same of all lines alike by one button that names their number', async () => {
    const id = await twoAsked()
    const text = await pageAt(`${PAGE}/${id}/decide`)
    for (const shown of ['금액만 다른 줄 2줄', '2줄 모두 정산 내역 금액으로', '2줄 모두 보류'])
      expect(text).toContain(shown)
    const fields = { of: 'differs', outcome: 'differs', counts: 'statement', _method: 'PUT' }
    const here = `${PAGE}/${id}/decide`
    const answered = await pageAt(`${here}?row=3`)
    expect(answered.match(new RegExp(`name="redirectTo" value="${here}"`, 'g'))).toHaveLength(3)
    const answer = await act(`${BASE}/${id}/lines`, { ...fields, redirectTo: here }, `${here}?row=3`)
    expect(answer.headers.get('Location')).toBe(here)
    expect((await creator.get(here, 'text/html')).headers.get('Location')).toBe(`${PAGE}/${id}`)
    expect(await pageAt(`${PAGE}/${id}`)).toContain('확인 전 후원 2건을 확인해요')
    const taken = await act(
      `${BASE}/${id}/lines`,
      { of: 'chosen', outcome: 'undecided', _method: 'PUT' },
      here,
    )
    expect(taken.headers.get('Location')).toBe(`${PAGE}/${id}`)
    expect(await pageAt(`${PAGE}/${id}`)).toContain('하나씩 정하기 (2줄)')
  })
})

describe('Lists of a statement', () => {
  test('hold back what would be added, all at once', async () => {
    const id = await brought([row, { ...row, amount: 5, name: LONG_NAME }])
    const list = `${PAGE}/${id}/lines?outcome=onlyStatement`
    const text = await pageAt(list)
    for (const shown of ['2줄 모두 보류', LONG_NAME, '12,000치즈']) expect(text).toContain(shown)
    expect(text).toContain(`name="redirectTo" value="${list}"`)
    await act(`${BASE}/${id}/lines`, { of: 'added', outcome: 'onHold', _method: 'PUT' }, list)
    expect(await pageAt(`${PAGE}/${id}/lines?outcome=onHold`)).toContain('내가 정한 줄')
    const again = await act(`${BASE}/${id}/lines/2`, { outcome: 'undecided', _method: 'PUT' }, list)
    expect(again.headers.get('Location')).toBe(`${PAGE}/${id}/decide?row=2`)
    expect(await pageAt(`${PAGE}/${id}`)).toContain('확실한 것 1줄')
  })

  test('show donations only in Melt, and what is asked about each', async () => {
    const waiting = await donate(fan, creator, { amount: 700 })
    const confirmed = await donate(other, creator, { amount: 800 })
    await creator.ask('POST', `/donations/${confirmed}/confirm`)
    const id = await brought([{ ...row, at: today }])
    const text = await pageAt(`${PAGE}/${id}`)
    for (const [outcome, donation, asks] of [
      ['onlyMeltWaiting', waiting, '일어난 후원이 맞나요?'],
      ['onlyMeltConfirmed', confirmed, '그대로 둘까요?'],
    ]) {
      const list = `${PAGE}/${id}/donations?outcome=${outcome}`
      expect(text).toContain(`href="${list}"`)
      const shown = await pageAt(list)
      expect(shown).toContain(`href="/dashboard/donations/${donation}"`)
      expect(shown).toContain(asks)
    }
  })
})

test('The pages of a statement are its creator’s alone', async () => {
  const id = await brought([row])
  for (const path of ['', '/decide', '/decide?row=2', '/lines', '/donations']) {
    const address = `${PAGE}/${id}${path}`
    const answers = [await other.get(address, 'text/html'), await fan.get(address, 'text/html')]
    expect(
      answers.map(({ status }) => status),
      path,
    ).toEqual([404, 403])
    for (const answer of answers) expect(await answer.text()).not.toContain('손님이름')
    expect((await stranger.get(address, 'text/html')).headers.get('Location')).toContain('/login')
  }
})
