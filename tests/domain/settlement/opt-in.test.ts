import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { explainSettlement } from '~/domain/settlement/explain.server'
import { getSettlement } from '~/domain/settlement/get.server'
import { settlementExplainQuery } from '~/domain/settlement/input'
import { collectOptIn, optIn, optOut } from '~/domain/settlement/opt-in.server'
import { env, parseEnvironment } from '~/env.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'
import { insert, refusal } from '../../support/refused-by-database'

useDatabase()

let creator: Viewer
beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
})
afterEach(() => {
  env.referenceFigures = true
})

const explain = (by = creator) => explainSettlement(by, settlementExplainQuery.parse({ figure: 'd30' }))
const audited = () =>
  db.auditEntry.findMany({
    where: { subjectId: creator.channel?.id ?? '' },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { act: true, actorId: true },
  })

describe('Reference figures', () => {
  test('do not exist before their creator asks for them, nor after they revoke that', async () => {
    const none = { optedInAt: null, available: false, reason: 'not_opted_in', figures: null }
    expect(await getSettlement(creator)).toEqual(none)
    await expect(explain()).rejects.toMatchObject({ reason: 'not_found' })
    const { optedInAt } = await optIn(creator)
    expect(await getSettlement(creator)).toMatchObject({ optedInAt, available: true, reason: null })
    expect((await explain()).value).toBe(0)
    await optOut(creator)
    expect(await getSettlement(creator)).toEqual(none)
    await expect(explain()).rejects.toMatchObject({ reason: 'not_found', because: 'not_opted_in' })
  })

  test('are asked for once: the date stays, and the audit log has one entry', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 4 }, () => optIn(creator)))
    for (const other of others) expect(other).toEqual(first)
    await optOut(creator)
    await optOut(creator)
    await optIn(creator)
    const by = { actorId: creator.id }
    expect(await audited()).toEqual([
      { act: 'settlement_opted_in', ...by },
      { act: 'settlement_opted_out', ...by },
      { act: 'settlement_opted_in', ...by },
    ])
  })

  test('exist for nobody where the operator switched them off, and can be revoked all the same', async () => {
    const { optedInAt } = await optIn(creator)
    env.referenceFigures = false
    expect(await getSettlement(creator)).toEqual({
      optedInAt,
      available: false,
      reason: 'switched_off',
      figures: null,
    })
    await expect(explain()).rejects.toMatchObject({ reason: 'not_found' })
    await expect(optIn(await makeCreator('고구마탐험대'))).rejects.toMatchObject({
      reason: 'forbidden',
      because: 'reference_figures_off',
    })
    await optOut(creator)
    expect((await getSettlement(creator)).optedInAt).toBeNull()
  })

  test('are for whoever has a channel', async () => {
    const fan = await makeViewer('새벽세시라면')
    for (const act of [() => optIn(fan), () => optOut(fan), () => getSettlement(fan)])
      await expect(act()).rejects.toMatchObject({ reason: 'forbidden' })
  })

  test('of one creator are asked for by that creator alone', async () => {
    await optIn(creator)
    const other = await makeCreator('고구마탐험대')
    expect((await getSettlement(other)).figures).toBeNull()
    await optOut(other)
    expect((await getSettlement(creator)).available).toBe(true)
  })

  test('stand in their creator’s export as the day since when', async () => {
    const exported = async () => {
      const { value } = await collectOptIn(creator).next()
      return value
    }
    expect(await exported()).toBeUndefined()
    const asked = await optIn(creator)
    expect(await exported()).toEqual({ ...asked, feeRatePercent: null })
  })
})

test('The audit log takes an opt-in from its channel’s owner alone, an admin’s too', async () => {
  const admin = await makeViewer('운영자', 'admin')
  const entry = { id: randomUUID(), act: 'settlement_opted_in', subject_id: creator.channel?.id }
  expect(await refusal(insert('audit_entries', { ...entry, actor_id: admin.id }))).toBe(
    'audit_entries_by_admin',
  )
  expect(await refusal(insert('audit_entries', { ...entry, actor_id: creator.id }))).toBe(
    'nothing was refused',
  )
})

describe('The operator’s settings', () => {
  const parse = (more: Record<string, string>) => parseEnvironment({ ...process.env, ...more })

  test('are on and half, unless they say something else', () => {
    expect(parse({})).toMatchObject({ referenceFigures: true, advanceHundredths: 50 })
    expect(parse({ MELT_SETTLEMENT: 'off', MELT_ADVANCE_RATE: '0.8' })).toMatchObject({
      referenceFigures: false,
      advanceHundredths: 80,
    })
    expect(parse({ MELT_ADVANCE_RATE: '0.65' }).advanceHundredths).toBe(65)
  })

  test.each(['0.49', '0.81', '0.805', '1', '50', '-0.5', 'half'])('refuse a rate of %s', (rate) => {
    expect(() => parse({ MELT_ADVANCE_RATE: rate })).toThrow('MELT_ADVANCE_RATE')
  })
})
