import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { POSTURE } from '~/copy/ko/settlement'
import { signLedger } from '~/domain/proofs/sign.server'
import { textsOf, unpack, unzippers, verifyBundle } from '../support/bundle'
import { donate } from '../support/fixtures'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

let folder: string

/** One donation is signed, a second comes after. */
beforeAll(async () => {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const confirm = async (amount: number) =>
    creator.ask('POST', `/donations/${await donate(fan, creator, { amount })}/confirm`)
  await confirm(12_000)
  await signLedger()
  await confirm(55)
  const bundle = await creator.get('/creator/settlement/bundle')
  if (unzippers.length > 0) folder = unpack(new Uint8Array(await bundle.arrayBuffer()))
})

/** A copy in which somebody changed files and then summed all of them anew. */
function forge(change: (edit: (file: string, to: (text: string) => string) => void) => void) {
  const copy = path.join(mkdtempSync(path.join(tmpdir(), 'melt-forged-')), 'bundle')
  cpSync(folder, copy, { recursive: true })
  change((file, to) => {
    const text = readFileSync(path.join(copy, file), 'utf8')
    expect(to(text), file).not.toBe(text)
    writeFileSync(path.join(copy, file), to(text))
  })
  const files = Object.keys(textsOf(copy)).filter((name) => name !== 'SHA256SUMS')
  const hashOf = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(copy, name)))
      .digest('hex')
  writeFileSync(path.join(copy, 'SHA256SUMS'), files.map((name) => `${hashOf(name)}  ${name}\n`).join(''))
  const found = verifyBundle(copy)
  rmSync(path.dirname(copy), { recursive: true })
  return found
}

/** One entry more, right in itself, of a donation that never was. */
function withTail(text: string) {
  const last = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}')
  const { actorKind, actorId, channelId, at, hash: prevHash } = last
  const entry = {
    channelId,
    seq: last.seq + 1,
    donationId: FORGED,
    from: null,
    to: 'CONFIRMED',
    amountDelta: 99_000,
  }
  const rest = { actorKind, actorId, reasonDigest: null, at, prevHash }
  const hashed = JSON.stringify(['melt-entry/v2', ...Object.values(entry), ...Object.values(rest)])
  const hash = createHash('sha256').update(hashed).digest('hex')
  return `${text}${JSON.stringify({ form: 2, ...entry, ...rest, hash })}\n`
}
const FORGED = '01a00000-0000-7000-8000-000000000000'

describe.skipIf(unzippers.length === 0)('Whoever forges a bundle and sums its files anew', () => {
  const lineAfter = (text: string, line: string) => text.replace(/(\r\n)(?=[^\r]*\r\n$)/, `\r\n${line}`)

  test('cannot have a donation behind the signed entries counted as signed', () => {
    const { status, said } = forge((edit) => {
      edit('ledger.ndjson', withTail)
      const { at } = JSON.parse(textsOf(folder)['ledger.ndjson']?.trimEnd().split('\n').at(-1) ?? '{}')
      const time = new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
      edit('donations.csv', (text) => lineAfter(text, `"${FORGED}","${time}",99000,"${time}","팬 등록"\r\n`))
      edit('report.csv', (text) =>
        text
          .replace(',2,12055,', ',3,111055,')
          .replace(
            /\r\n(?="[^"]*","안내")/,
            `\r\n"${time.slice(0, 10)}","후원",1,99000,"${time}","팬 등록",,,\r\n`,
          ),
      )
    })
    expect([status, said]).toEqual([2, expect.stringContaining('2건 99055치즈는 아직 서명 전이에요')])
  })

  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      'a second column of the same name',
      'report.csv',
      (text) => text.replace('\r\n', ',"치즈"\r\n'),
      /report\.csv: 첫 줄/,
    ],
    [
      'a row that only a spreadsheet sees',
      'donations.csv',
      (text) => `${text}"x","2026-12-01 00:00",9\n`,
      /donations\.csv: 첫 줄/,
    ],
    [
      'a row in place of the last',
      'donations.csv',
      (text) => text.replace(POSTURE, FORGED),
      /donations\.csv: 마지막 줄/,
    ],
    [
      'a sum of another kind above the true one',
      'report.csv',
      (text) => lineAfter(text, '"2026-12","확인된 치즈 ",9,99000,,,,,\r\n'),
      /report\.csv \d+행: 구분이 달라요/,
    ],
    [
      'a cell too many',
      'donations.csv',
      (text) => text.replace(/(\r\n[^\r]*)(?=\r\n)/, '$1,9'),
      /donations\.csv 2행: 형식/,
    ],
    [
      'a donation of another month',
      'donations.csv',
      (text) => text.replace(/(\r\n"[^"]*",")\d{4}/, '$12019'),
      /2행: 이 달에/,
    ],
  ])('is found out by %s', (_what, file, to, said) => {
    expect(forge((edit) => edit(file, to))).toEqual({ status: 1, said: expect.stringMatching(said) })
  })
})
