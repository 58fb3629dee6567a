import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { getLogState } from '~/domain/admin/log.server'
import type { Viewer } from '~/domain/auth/viewer'
import { collectCosignatures } from '~/domain/proofs/cosignatures.server'
import { COSIGNATURE } from '~/domain/proofs/key'
import { storeLastSigned } from '~/domain/proofs/last-signed.server'
import { logOrigin } from '~/domain/proofs/log-keys.server'
import { formatSignatures, signNote } from '~/domain/proofs/note'
import { getCheckpoint } from '~/domain/proofs/published.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { parseAddCheckpoint } from '~/domain/proofs/witness'
import { forgetWitnessStates, onWitnessChange } from '~/domain/proofs/witness-states.server'
import { useDatabase } from '../../support/database'
import { backUp, beginLog, beginSignedLog, donateToAll, logFindings, tamper } from '../../support/log'
import { makeCreator, makeViewer } from '../../support/people'
import { named, strangerKey, witnessKey } from '../../support/proof-keys'
import { answering } from '../../support/witness'
import { cosignersOf, useWitnesses } from '../../support/witnesses'

useDatabase()
const witnesses = useWitnesses()

let creators: Viewer[]
beforeEach(async () => {
  creators = await beginSignedLog()
})

/** A day: donations, a signing, and what follows it. */
async function signDay() {
  await donateToAll(creators)
  const signing = await signLedger()
  await collectCosignatures()
  return signing
}

const oldSizes = (asked: string[]) => asked.map((body) => parseAddCheckpoint(body).oldSize)
const rootOf = async (size: number) =>
  Buffer.from((await db.logCheckpoint.findUniqueOrThrow({ where: { size } })).root, 'hex')
const stops = (divergence: string, message: RegExp) =>
  expect(signLedger()).rejects.toMatchObject({
    name: 'DivergedDatabase',
    divergence,
    message: expect.stringMatching(message),
  })
const witnessLines = async () => (await getLogState(await makeViewer('관리자', 'admin'))).witnesses

describe('An instance that witnesses itself', () => {
  test('serves a checkpoint as it was signed, with the cosignature below', async () => {
    const signed = await getCheckpoint()
    const { witness } = await witnesses.begin()
    await collectCosignatures()
    expect(witness.seen.get(logOrigin)).toEqual({ size: 4, root: await rootOf(4) })
    const served = await getCheckpoint()
    expect(served.startsWith(signed)).toBe(true)
    expect(served.slice(signed.length)).toMatch(/^— witness\.example\/밤비 \S+\n$/)
    expect(await getCheckpoint('4')).toBe(served)
    expect(await cosignersOf(4)).toEqual([witnessKey.name])
    expect(await cosignersOf(4, [])).toEqual([])
    expect(await cosignersOf(2)).toEqual([])
    expect(await logFindings()).toEqual([])
  })

  test('has each checkpoint cosigned from the one before, and asks for none twice', async () => {
    const { witness, served } = await witnesses.begin()
    for (let day = 0; day < 4; day++) await signDay()
    await collectCosignatures()
    expect(witness.seen.get(logOrigin)?.size).toBe(12)
    for (const size of [6, 8, 10, 12])
      expect(await cosignersOf(size), String(size)).toEqual([witnessKey.name])
    // Before each signing once for what it has seen, behind it once for what is new.
    expect(oldSizes(served.asked)).toEqual([0, 4, 6, 6, 8, 8, 10, 10])
    await signLedger()
    expect(oldSizes(served.asked).slice(8)).toEqual([12])
  })

  test('proves over several tiles that its log was only added to', async () => {
    const { witness } = await witnesses.begin()
    await collectCosignatures()
    await tamper(
      `INSERT INTO channels (id, chzzk_channel_id, name) SELECT gen_random_uuid(), md5(n::text), '방' FROM generate_series(1, 600) n`,
      `INSERT INTO donation_entries (channel_id, seq, donation_id, to_status, amount_delta, actor_kind, at, prev_hash, hash, form)
       SELECT id, 1, gen_random_uuid(), 'CONFIRMED', 1, 'creator', now(), repeat('0', 64), encode(sha256(id::text::bytea), 'hex'), 2
       FROM channels WHERE name = '방'`,
      `INSERT INTO ledger_heads (channel_id, seq, hash) SELECT channel_id, seq, hash FROM donation_entries JOIN channels ON id = channel_id WHERE name = '방'`,
    )
    for (const size of [606, 608]) expect(await signDay()).toMatchObject({ size })
    expect(witness.seen.get(logOrigin)).toEqual({ size: 608, root: await rootOf(608) })
    const late = named('late.example', COSIGNATURE)
    await witnesses.begin(late)
    await collectCosignatures()
    expect(await cosignersOf(608, [witnessKey, late])).toEqual([late.name, witnessKey.name])
  })

  test('goes on from the size that its witness knows, where that is another', async () => {
    const { witness, served } = await witnesses.begin()
    await collectCosignatures()
    witness.seen.set(logOrigin, { size: 2, root: await rootOf(2) })
    await signDay()
    witness.seen.clear()
    await signDay()
    expect(witness.seen.get(logOrigin)?.size).toBe(8)
    expect(await cosignersOf()).toEqual([witnessKey.name])
    expect(oldSizes(served.asked)).toEqual([0, 4, 2, 4, 6, 0, 6])
  })

  test('keeps of an answer what its witness signed, and no line of anybody else', async () => {
    const { witness, served } = await witnesses.begin()
    served.handler = (request, response, body) => {
      const { status, body: own = '' } = witness.addCheckpoint(body)
      const stranger = signNote(parseAddCheckpoint(body).checkpoint.note.text, strangerKey)
      response.writeHead(status).end(`${formatSignatures([stranger])}${own}${formatSignatures([stranger])}`)
      return request
    }
    await collectCosignatures()
    expect(await cosignersOf(4, [witnessKey, strangerKey])).toEqual([witnessKey.name])
    expect(await getCheckpoint()).not.toContain(strangerKey.name)
  })

  test('serves of two answers for one checkpoint the later, and has both', async () => {
    await witnesses.begin()
    await collectCosignatures()
    forgetWitnessStates()
    await collectCosignatures()
    expect(await db.logCosignature.count()).toBe(2)
    expect((await getCheckpoint()).match(/^— witness/gm)).toHaveLength(1)
  })

  test('shows on /admin who cosigned what, and finds a line that was changed', async () => {
    await witnesses.begin()
    expect(await witnessLines()).toMatchObject([{ name: witnessKey.name, cosigned: null, isUpToDate: false }])
    await collectCosignatures()
    expect(await witnessLines()).toMatchObject([{ cosigned: { size: 4 }, isUpToDate: true, failure: null }])
    await tamper('UPDATE log_cosignatures SET size = 2')
    expect(await logFindings()).toEqual(['cosignature'])
    await tamper('UPDATE log_cosignatures SET size = 4')
    expect(await logFindings()).toEqual([])
    await tamper(`UPDATE log_cosignatures SET line = replace(line, '밤비 ', '밤비 A')`)
    expect(await logFindings()).toEqual(['cosignature'])
  })
})

describe('What a witness has seen is a memory that nobody here can turn back', () => {
  test('two checkpoints of one size are refused by it, and nothing is signed', async () => {
    const { witness } = await witnesses.begin()
    witness.seen.set(logOrigin, { size: 4, root: Buffer.alloc(32, 7) })
    await collectCosignatures()
    await donateToAll(creators)
    await stops('different', /witness\.example\/밤비 has seen other leaves than the 4 that are signed/)
    expect(await cosignersOf()).toEqual([])
    expect(await witnessLines()).toMatchObject([{ divergence: 'different' }])
  })

  test('that has seen more makes signing stop before anything is signed, until it says otherwise', async () => {
    const changes: unknown[] = []
    onWitnessChange(({ witness, change }) => changes.push([witness, change]))
    const { witness } = await witnesses.begin()
    witness.seen.set(logOrigin, { size: 9, root: Buffer.alloc(32, 7) })
    await donateToAll(creators)
    const before = await getCheckpoint()
    for (let time = 0; time < 3; time++)
      await stops('behind', /witness\.example\/밤비 has seen 9 leaves where 4 are signed/)
    expect(await getCheckpoint()).toBe(before)
    expect(await db.logLeaf.count()).toBe(4)
    const admin = await makeViewer('관리자', 'admin')
    expect(await getLogState(admin)).toMatchObject({
      divergence: 'behind',
      witnesses: [{ divergence: 'behind' }],
    })
    expect(await logFindings()).toEqual(['last signed'])
    expect(changes).toEqual([[witnessKey.name, 'diverged']])
    witness.seen.set(logOrigin, { size: 4, root: await rootOf(4) })
    expect(await signLedger()).toMatchObject({ outcome: 'signed', size: 6 })
    expect(changes).toEqual([
      [witnessKey.name, 'diverged'],
      [witnessKey.name, 'recovered'],
    ])
    onWitnessChange(() => undefined)
  })

  test('finds a restored backup although the data directory was turned back with it', async () => {
    const restore = await backUp()
    await witnesses.begin()
    await signDay()
    await restore()
    await storeLastSigned({ size: 4, root: (await rootOf(4)).toString('hex') })
    forgetWitnessStates()
    await donateToAll(creators)
    await stops('behind', /has seen 6 leaves where 4 are signed/)
    expect(await db.logLeaf.count()).toBe(4)
  })

  test('finds a restored backup that was signed anew while it could not be asked', async () => {
    const restore = await backUp()
    const { served } = await witnesses.begin()
    await signDay()
    await restore()
    await storeLastSigned({ size: 4, root: (await rootOf(4)).toString('hex') })
    forgetWitnessStates()
    const { handler } = served
    served.handler = (_request, response) => response.destroy()
    await donateToAll(creators)
    expect(await signLedger()).toMatchObject({ outcome: 'signed', size: 6 })
    served.handler = handler
    forgetWitnessStates()
    await donateToAll(creators)
    await stops('different', /has seen other leaves/)
  })

  test('finds a log that began anew under its name', async () => {
    const { witness } = await witnesses.begin()
    await collectCosignatures()
    await beginLog()
    forgetWitnessStates()
    creators = [await makeCreator('밤비노래방')]
    await donateToAll(creators)
    await stops('behind', /has seen 4 leaves where 0 are signed/)
    witness.seen.clear()
    expect(await signDay()).toMatchObject({ outcome: 'signed', size: 1 })
    expect(await cosignersOf()).toEqual([witnessKey.name])
  })

  test('is asked once by every process that begins, also for what it has cosigned', async () => {
    const { served } = await witnesses.begin()
    await collectCosignatures()
    await collectCosignatures()
    expect(served.asked).toHaveLength(1)
    forgetWitnessStates()
    await collectCosignatures()
    expect(oldSizes(served.asked)).toEqual([0, 4])
  })

  test('is no matter of a checkpoint that another instance signed meanwhile', async () => {
    const { witness, served } = await witnesses.begin()
    served.handler = async (request, response, body) => {
      served.handler = answering(witness)
      await donateToAll(creators)
      await signLedger()
      await collectCosignatures()
      answering(witness)(request, response, body)
    }
    await collectCosignatures()
    expect(witness.seen.get(logOrigin)?.size).toBe(6)
    expect(await witnessLines()).toMatchObject([{ divergence: null, cosigned: { size: 6 } }])
  })
})
