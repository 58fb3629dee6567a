import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { verifyLedger } from '~/domain/donations/verify.server'
import { applyStatement, undoStatement } from '~/domain/statements/apply.server'
import { useDatabase } from '../../support/database'
import { everythingOf } from '../../support/everything'
import { makeCreator, makeViewer } from '../../support/people'
import { type FileRow, give, planned } from '../../support/statements'

const RUNS = Number(process.env.MELT_STATEMENT_HISTORIES ?? 6)

useDatabase()

/** Few days, amounts and people, so that rows and donations meet, differ and are ambiguous. */
const when = fc.constantFrom('2026-11-02', '2026-11-03', '2026-11-04')
const amount = fc.constantFrom(1_000, 9_500, 60_000)
const who = fc.constantFrom(0, 1, 2)
const donations = fc.array(
  fc.record({ day: when, amount, who, status: fc.constantFrom('OCCURRED', 'CONFIRMED') }),
  {
    maxLength: 8,
  },
)
const rows = fc.array(fc.record({ day: when, amount, who, named: fc.boolean() }), {
  minLength: 1,
  maxLength: 8,
})

type Everything = Record<string, { id?: string }[]>

/** What was there before, and what is derived of it: a donation that was added stays, and counts nothing. */
async function standing(channelId: string, ids: ReadonlySet<string>) {
  const { donations: all = [], messages: _, ...derived } = (await everythingOf(channelId)) as Everything
  return { ...derived, donations: all.filter(({ id }) => id !== undefined && ids.has(id)) }
}

async function confirmedSum(channelId: string) {
  const where = { channelId, status: 'CONFIRMED' } as const
  const { _sum } = await db.donation.aggregate({ where, _sum: { amountCheese: true } })
  return _sum.amountCheese ?? 0
}

test(
  'whatever a statement meets, it adds up once applied, and undoing it leaves all as it was',
  async () => {
    await fc.assert(
      fc.asyncProperty(donations, rows, async (given, lines) => {
        const creator = await makeCreator('밤비노래방')
        const channelId = creator.channel?.id ?? ''
        const fans: Viewer[] = []
        for (const name of ['가람', '나래']) fans.push(await makeViewer(name))
        const ids = new Set<string>()
        for (const { day, amount, who, status } of given)
          ids.add(await give(creator, fans[who] ?? null, { amount, at: `${day}T20:00:00+09:00`, status }))
        const file = lines.map(({ day, amount, who, named }): FileRow => {
          const fan = fans[who]
          const person = fan ? { name: fan.displayName, ...(named && { donorId: fan.chzzkUserId }) } : {}
          return { at: `${day} 20:00:00`, amount, ...person }
        })
        const before = await standing(channelId, ids)
        const sum = await confirmedSum(channelId)
        const { id, plan } = await planned(creator, file)
        await Promise.all([
          applyStatement(creator, id, plan.planHash),
          applyStatement(creator, id, plan.planHash),
        ])
        expect((await confirmedSum(channelId)) - sum).toBe(plan.sums.meltAfter - plan.sums.melt)
        expect((await verifyLedger()).disagreements).toEqual([])
        await undoStatement(creator, id)
        expect(await standing(channelId, ids)).toEqual(before)
        expect((await verifyLedger()).disagreements).toEqual([])
      }),
      { numRuns: RUNS },
    )
  },
  60_000 + 1_000 * RUNS,
)
