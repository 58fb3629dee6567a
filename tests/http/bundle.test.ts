import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { POSTURE } from '~/copy/ko/settlement'
import { db } from '~/db/client.server'
import { kstDayOf } from '~/domain/core/kst'
import { signLedger } from '~/domain/proofs/sign.server'
import { textsOf, unpack, unzippers, verifyBundle } from '../support/bundle'
import { readCsv } from '../support/csv'
import { donate } from '../support/fixtures'
import { appendEntryOfForm1 } from '../support/form-1'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { letter } from '../support/messages'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'

useMelt()

const BUNDLE = '/creator/settlement/bundle'
const MONTH = kstDayOf(new Date()).slice(0, 7)
const TEXT = '다 함께 부른 노래'
const LETTER = '둘만 아는 이야기'
const REASON = '이름이 적힌 이유예요'

let creator: Client
let fan: Client
let shy: Client
let old: Client
let folder: string

async function fetchBundle(query = '', by = creator) {
  const response = await by.get(`${BUNDLE}?month=${MONTH}${query}`)
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/zip'])
  return new Uint8Array(await response.arrayBuffer())
}

/** Two donations are signed, a third comes after. */
beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  shy = await signedIn({ channelId: someChzzkId(), name: '수줍은구름' })
  await letter(fan, creator, LETTER)
  await appendEntryOfForm1(creator, REASON)
  const first = await donate(fan, creator, { message: TEXT, amount: 12_345 })
  const hidden = await donate(shy, creator, { amount: 700, hideName: true })
  await creator.ask('POST', '/donations/confirm', { items: [{ id: first }, { id: hidden }] })
  await creator.ask('POST', `/donations/${first}/reverse`, { reason: REASON })
  await creator.ask('POST', `/donations/${first}/confirm`, { amount: 12_000 })
  for (const name of ['고구마탐험대', '빈방지기', '구름다리']) {
    const other = await signedIn({ channelId: someChzzkId(), name, opened: true })
    await other.ask('POST', '/donations/manual', { amount: 10 })
  }
  old = await signedIn({ channelId: someChzzkId(), name: '오래된방', opened: true })
  await old.ask('POST', '/donations/manual', { amount: 500 })
  await appendEntryOfForm1(old, REASON)
  await signLedger()
  await creator.ask('POST', `/donations/${await donate(fan, creator, { amount: 55 })}/confirm`)
  if (unzippers.length > 0) folder = unpack(await fetchBundle())
})

describe('A bundle', () => {
  test('is its creator’s alone', async () => {
    const rival = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
    const code = async (by: Client, query = '') =>
      (await expectRefused(await by.get(`${BUNDLE}${query}`), `GET ${BUNDLE}`)).code
    expect([await code(stranger), await code(fan)]).toEqual(['signed_out', 'forbidden'])
    expect(await code(creator, '?month=2199-01')).toBe('invalid')
    expect(await code(creator, '?month=2099-01')).toBe('not_found')
    const answer = await rival.get(`${BUNDLE}?month=${MONTH}&chzzkChannelId=${creator.chzzkUserId}`)
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).not.toContain(creator.chzzkUserId)
    const headers = (await creator.get(`${BUNDLE}?month=${MONTH}`)).headers
    expect(headers.get('Cache-Control')).toContain('no-store')
    expect(headers.get('Content-Disposition')).toBe(`attachment; filename="melt-bundle-${MONTH}.zip"`)
  })
})

describe.skipIf(unzippers.length === 0)('Whoever is given it', () => {
  test.each(unzippers)('opens it with %s and checks it with Node alone', async (tool) => {
    const opened = unpack(await fetchBundle(), tool)
    expect(Object.keys(textsOf(opened)).sort()).toEqual([
      'SHA256SUMS',
      'VERIFY.md',
      'donations.csv',
      'key',
      'leaf.txt',
      'ledger.ndjson',
      'proof.tlog-proof',
      'report.csv',
      'report.html',
      'verify.mjs',
    ])
    const { status, said } = verifyBundle(opened)
    const of = '어긋난 곳은 없어요: [0-9-]{7}에 확인된 후원 3건 12755치즈, 채널 [0-9a-f-]{36}'
    expect([status, said]).toEqual([
      2,
      expect.stringMatching(
        new RegExp(`^${of}\\n[^]*번 기록까지\\n열쇠는 묶음에 든[^]*\\n1건 55치즈는 아직 서명 전이에요`),
      ),
    ])
  })

  test('can check it by a key that they got elsewhere, and not by another', async () => {
    const key = (await (await stranger.get('/ledger/key')).text()).trim()
    expect(verifyBundle(folder, key)).toMatchObject({
      status: 2,
      said: expect.not.stringContaining('열쇠는 묶음에 든'),
    })
    const [name, id, encoded = ''] = key.split('+')
    const other = verifyBundle(folder, `${name}+${id}+${encoded.slice(0, 9)}A${encoded.slice(10)}`)
    expect([other.status, other.said]).toEqual([1, expect.stringContaining('key: 열쇠가 아니에요')])
  })

  test('reads in every file that people read what it is not, and in none a script', () => {
    const { 'report.html': html = '', 'report.csv': csv = '', ...others } = textsOf(folder)
    for (const text of [html, csv, others['VERIFY.md'], others['donations.csv'], others['verify.mjs']])
      expect(text).toContain(POSTURE)
    expect(html).toMatch(/^<!DOCTYPE html>[\s\S]*12,755치즈/)
    expect(html).not.toMatch(/<script|<link|<img|https?:|url\(/)
    expect(others['verify.mjs']?.split('\n').length).toBeLessThan(180)
    expect(others['verify.mjs']).not.toMatch(/from '(?!node:)/)
  })

  test.each([
    ['', false],
    ['&names=on', true],
  ])('is told names only where the creator ticks it: “%s”', async (query, named) => {
    const files = textsOf(unpack(await fetchBundle(query)))
    const donations = readCsv(files['donations.csv'] ?? '').slice(0, -1)
    expect(donations.map((row) => row.치즈)).toEqual(['12000', '700', '55'])
    const names = donations.map((row) => row.이름)
    expect(names).toEqual(
      named ? ['새벽세시라면', '이름을 밝히지 않은 분', '새벽세시라면'] : Array(3).fill(undefined),
    )
    const all = Object.entries(files)
    for (const secret of [TEXT, LETTER, REASON, '수줍은구름', fan.chzzkUserId, shy.chzzkUserId])
      for (const [name, text] of all) expect(text.includes(secret), `${secret} in ${name}`).toBe(false)
    for (const [name, text] of all)
      expect(text.includes('새벽세시라면'), name).toBe(named && name === 'donations.csv')
    expect(files['ledger.ndjson']).not.toMatch(/"reason":"|reasonSalt/)
  })

  test.each([
    [
      'ledger.ndjson',
      '"amountDelta":12345',
      '"amountDelta":22345',
      /ledger\.ndjson \d+번 기록: 해시가 달라요/,
    ],
    ['ledger.ndjson', '"amountDelta":0', '"amountDelta":1', /ledger\.ndjson \d+번 기록: 금액이 상태와/],
    ['ledger.ndjson', '"seq":2,', '"seq":3,', /ledger\.ndjson 2번 기록: 앞 기록과 이어지지/],
    ['ledger.ndjson', '{"channelId"', '["channelId"', /ledger\.ndjson 1번 기록: 읽을 수 없어요/],
    ['leaf.txt', '\n20', '\n21', /leaf\.txt 또는 proof\.tlog-proof: 잎이 서명한 장부에 없어요/],
    ['leaf.txt', 'v1', 'v2', /leaf\.txt: 형식이 달라요/],
    ['proof.tlog-proof', 'index', 'indey', /proof\.tlog-proof: 형식이 달라요/],
    ['proof.tlog-proof', '/ledger\n', '/ledges\n', /proof\.tlog-proof: 이 열쇠로 서명하지 않았어요/],
    ['key', '+', '-', /key: 형식이 달라요/],
    ['donations.csv', ',12000,', ',12001,', /donations\.csv 2행: 치즈가 기록과 달라요/],
    ['donations.csv', ',"20', ',"21', /donations\.csv/],
    ['report.csv', ',12755,', ',12756,', /report\.csv 2행: 합이 3건 12755치즈가/],
    ['report.csv', '"후원",1,700', '"후원",1,701', /report\.csv: donations\.csv 3행과 같은 줄이/],
    ['report.csv', '직접', '간접', /report\.csv: 묶을 때의 파일이 아니에요/],
    ['report.html', '12,755', '12,756', /report\.html: 묶을 때의 파일이 아니에요/],
    ['VERIFY.md', '확인', '학인', /VERIFY\.md: 묶을 때의 파일이 아니에요/],
    ['verify.mjs', '// 멜트', '// 맬트', /verify\.mjs: 묶을 때의 파일이 아니에요/],
    ['SHA256SUMS', 'VERIFY', 'VERIFX', /VERIFX\.md: 묶을 때의 파일이 아니에요/],
  ])('learns that %s was changed from “%s” to “%s”, and where', (file, before, after, said) => {
    const copy = path.join(mkdtempSync(path.join(tmpdir(), 'melt-changed-')), 'bundle')
    cpSync(folder, copy, { recursive: true })
    const place = path.join(copy, file)
    const text = readFileSync(place, 'utf8')
    expect(text).toContain(before)
    writeFileSync(place, text.replace(before, after))
    const found = verifyBundle(copy)
    expect([found.status, found.said]).toEqual([1, expect.stringMatching(said)])
    rmSync(path.dirname(copy), { recursive: true })
  })

  test('learns of any byte of any file that it was changed, and in which file', () => {
    const copy = path.join(mkdtempSync(path.join(tmpdir(), 'melt-changed-')), 'bundle')
    cpSync(folder, copy, { recursive: true })
    for (const file of Object.keys(textsOf(folder)).filter((name) => name !== 'verify.mjs')) {
      const bytes = readFileSync(path.join(folder, file))
      for (let n = 0; n < 5; n++) {
        const at = createHash('sha256').update(`${file} ${n}`).digest().readUInt32BE() % bytes.length
        const changed = Buffer.from(bytes)
        changed[at] = (bytes[at] ?? 0) ^ 1
        writeFileSync(path.join(copy, file), changed)
        const { status, said } = verifyBundle(copy)
        expect([status, said], `${file} byte ${at}`).toEqual([1, expect.stringMatching(/^어긋났어요/)])
        if (file !== 'SHA256SUMS') expect(said, `${file} byte ${at}`).toContain(file)
      }
      writeFileSync(path.join(copy, file), bytes)
    }
    rmSync(path.dirname(copy), { recursive: true })
  })

  test('is told that an entry which hides its reason may have taken back what came before it', async () => {
    const { status, said } = verifyBundle(unpack(await fetchBundle('', old)))
    expect([status, said]).toEqual([
      2,
      expect.stringMatching(/1건 500치즈는 이유를 뺀 3번까지의 기록에서 취소됐을 수도 있어요/),
    ])
  })

  test('cannot earn by an entry that hides its reason', () => {
    const copy = path.join(mkdtempSync(path.join(tmpdir(), 'melt-changed-')), 'bundle')
    cpSync(folder, copy, { recursive: true })
    const place = path.join(copy, 'ledger.ndjson')
    const lines = readFileSync(place, 'utf8').split('\n')
    const [n = 0] = lines.flatMap((line, n) => (line.includes('"amountDelta":12345') ? [n] : []))
    const { form: _, reasonDigest: __, ...entry } = JSON.parse(lines[n] ?? '{}')
    lines[n] = JSON.stringify({ ...entry, amountDelta: 99_999, reasonWithheld: true })
    writeFileSync(place, lines.join('\n'))
    expect(verifyBundle(copy)).toMatchObject({ status: 1 })
    rmSync(path.dirname(copy), { recursive: true })
  })
})

describe.skipIf(unzippers.length === 0)('A fan who hid their name once', () => {
  test('is named nowhere, since the ledger links what is theirs', async () => {
    const other = await signedIn({ channelId: someChzzkId(), name: '다른 방', opened: true })
    const both = await signedIn({ channelId: someChzzkId(), name: '반반이에요' })
    const ids = [
      await donate(both, other, { amount: 100 }),
      await donate(both, other, { amount: 200, hideName: true }),
      await donate(fan, other, { amount: 300 }),
    ]
    await other.ask('POST', '/donations/confirm', { items: ids.map((id) => ({ id })) })
    const files = textsOf(unpack(await fetchBundle('&names=on', other)))
    const names = readCsv(files['donations.csv'] ?? '').map((row) => row.이름)
    expect(names.slice(0, -1)).toEqual(['이름을 밝히지 않은 분', '이름을 밝히지 않은 분', '새벽세시라면'])
    for (const [name, text] of Object.entries(files)) expect(text, name).not.toContain('반반이에요')
  })
})

describe.skipIf(unzippers.length === 0)('A channel without anything', () => {
  test('has a bundle that says so, and that nothing of it is signed', async () => {
    const empty = await signedIn({ channelId: someChzzkId(), name: '빈방', opened: true })
    const opened = unpack(await fetchBundle('', empty))
    const files = textsOf(opened)
    expect(Object.keys(files).filter((name) => /leaf|proof|key/.test(name))).toEqual([])
    expect(files['VERIFY.md']).toContain('아직 서명된 기록이 없어요')
    expect(verifyBundle(opened)).toMatchObject({ status: 2, said: expect.stringContaining('0건 0치즈') })
    expect(await db.logLeaf.count()).toBeGreaterThan(0)
  })
})
