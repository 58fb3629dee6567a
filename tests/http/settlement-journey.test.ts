import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { kstDayOf } from '~/domain/core/kst'
import { signLedger } from '~/domain/proofs/sign.server'
import { addMonths } from '~/domain/settlement/calendar'
import { toVkeys } from '~/enhance/proofs/checkpoint'
import { judgeReceipt } from '~/enhance/proofs/judge'
import { unpack, unzippers, verifyBundle } from '../support/bundle'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { publishedNow, tileNow } from '../support/published'
import { uploadStatement } from '../support/statements'

useMelt()

const THIS_MONTH = kstDayOf(new Date()).slice(0, 7)
const LAST_MONTH = addMonths(THIS_MONTH, -1)
const { streamer, regular, longName } = demoPeople

const noonOf = (day: string) => new Date(`${LAST_MONTH}-${day}T12:00:00+09:00`)

type Statement = {
  mapping: object
  asked: { open: number }
  plan: { planHash: string; lines: { onHold: number } } | null
}
type Line = { row: number; sure: boolean; candidates: { id: string }[]; donation: { id: string } | null }
type Report = { share: number; confirmed: { sum: number }; onlyMelt: { sum: number } }

/** What CHZZK has, and what Melt has of it: the same, another amount, or nothing. */
async function give(creator: Client, at: Date, donor: typeof regular, given: number, known: number) {
  const memory = sandboxMemory()
  const { channelId, channelName } = donor
  const seq = ++memory.donationCount
  memory.donations.push({
    ...{ seq, channelId: creator.chzzkUserId, anonymous: false, amount: given, text: '잘 들었어요', at },
    donor: { channelId, channelName },
  })
  if (known === 0) return null
  const manual = { amount: known, chzzkUserId: channelId, occurredAt: at.toISOString() }
  const { donation } = await creator.ask<{ donation: { id: string } }>('POST', '/donations/manual', manual)
  return donation.id
}

async function sandboxFile(channelId: string) {
  const answer = await stranger.get(
    `/sandbox/chzzk/studio/${channelId}/statement?layout=report&as=csv&seed=5`,
  )
  return Buffer.from(await answer.arrayBuffer())
}

/** Says of every line that is open that its first donation is it and the statement right, or that it is a donation of its own. */
async function decideAll(creator: Client, address: string) {
  const { items } = await creator.ask<{ items: Line[] }>('GET', `${address}/lines?limit=50`)
  for (const { row, sure, donation, candidates } of items) {
    if (sure) continue
    const donationId = (donation ?? candidates[0])?.id
    const choice = donationId
      ? { outcome: 'matched', donationId, counts: 'statement' }
      : { outcome: 'onlyStatement' }
    await creator.ask('PUT', `${address}/lines/${row}`, choice)
  }
}

async function apply(creator: Client, address: string) {
  const { planHash } = await creator.ask<{ planHash: string }>('POST', `${address}/plan`)
  await creator.ask('POST', `${address}/apply`, { planHash })
}

test.skipIf(unzippers.length === 0)(
  'Two months are matched with CHZZK’s file, taken back, matched again and handed over, and a fan keeps a receipt',
  async () => {
    const creator = await signedIn({
      channelId: streamer.channelId,
      name: streamer.channelName,
      opened: true,
    })
    const fan = await signedIn({ channelId: regular.channelId, name: regular.channelName })
    const kept = await give(creator, noonOf('03'), regular, 12_000, 12_000)
    await give(creator, noonOf('04'), regular, 5_000, 4_000)
    await give(creator, noonOf('05'), longName, 700, 700)
    await give(creator, new Date(), longName, 30_000, 30_000)
    await give(creator, new Date(), regular, 900, 0)
    const reportOf = (month: string) => creator.ask<Report>('GET', `/creator/settlement/reports/${month}`)
    expect((await reportOf(LAST_MONTH)).share).toBe(0)

    const { id } = await uploadStatement(creator, await sandboxFile(streamer.channelId))
    const address = `/creator/statements/${id}`
    const read = async () => (await creator.ask<{ statement: Statement }>('GET', address)).statement
    await creator.ask('PUT', `${address}/mapping`, { columns: (await read()).mapping })
    expect((await read()).asked.open).toBeGreaterThan(0)
    await decideAll(creator, address)
    expect((await read()).asked.open).toBe(0)
    const before = (await reportOf(LAST_MONTH)).confirmed
    await apply(creator, address)
    for (const month of [LAST_MONTH, THIS_MONTH])
      expect(await reportOf(month), month).toMatchObject({ share: 1, onlyMelt: { sum: 0 } })

    await creator.ask('POST', `${address}/undo`)
    expect(await reportOf(LAST_MONTH)).toMatchObject({ share: 0, confirmed: before })
    await apply(creator, address)
    expect((await reportOf(LAST_MONTH)).share).toBe(1)

    await signLedger()
    const bundle = await creator.get(`/creator/settlement/bundle?month=${LAST_MONTH}`)
    const folder = unpack(new Uint8Array(await bundle.arrayBuffer()))
    expect(verifyBundle(folder)).toMatchObject({ status: 0, said: expect.stringMatching(/^모두 맞아요/) })
    const ledger = path.join(folder, 'ledger.ndjson')
    writeFileSync(ledger, readFileSync(ledger, 'utf8').replace('"amountDelta":12000', '"amountDelta":12001'))
    expect(verifyBundle(folder)).toMatchObject({
      status: 1,
      said: expect.stringMatching(/^어긋났어요\. ledger\.ndjson \d+번 기록/),
    })

    const receipt = await (await fan.get(`/donations/${kept}/receipt`)).text()
    const vkeys = toVkeys(await (await stranger.get('/ledger/key')).text())
    expect((await judgeReceipt(receipt, vkeys, null, tileNow)).verdict).toBe('right')
    expect((await judgeReceipt(receipt, vkeys, await publishedNow(), tileNow)).verdict).toBe('right')
    const made = receipt.replaceAll('12000', '92000')
    expect((await judgeReceipt(made, vkeys, null, tileNow)).verdict).toBe('wrong')
  },
)
