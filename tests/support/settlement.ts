import { beforeEach } from 'vitest'
import { db } from '~/db/client.server'
import { withLedger } from '~/domain/donations/ledger.server'
import { type Client, signedIn } from './melt'
import { someChzzkId } from './people'

const DAY_MS = 86_400_000

export const SETTLEMENT = '/creator/settlement'
export const OPT_IN = `${SETTLEMENT}/opt-in`
export const SETTLEMENT_PAGE = '/dashboard/settlement'
/** Named apart from the import, because the types are checked before there is a build. */
export const BUILD = '../../build/server/index.js'

export type SettlementAnswer = {
  optedInAt: string | null
  available: boolean
  reason: string | null
  figures: Record<string, unknown> | null
}

/** A creator and a fan for every test, and what they do. */
export function useSettlement() {
  const cast: Record<'creator' | 'fan', Client> = Object.create(null)
  beforeEach(async () => {
    cast.creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    cast.fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  })
  return {
    cast,
    agree: (by = cast.creator) => by.ask<{ optedInAt: string }>('PUT', OPT_IN, { agree: true }),
    settlement: (by = cast.creator) => by.ask<SettlementAnswer>('GET', SETTLEMENT),
    /** A confirmed donation of the fan, of so many days ago. */
    donated: (daysAgo: number, amount: number) => donated(cast, daysAgo, amount),
  }
}

async function donated(
  { creator, fan }: { creator: Client; fan: Client },
  daysAgo: number,
  amountCheese: number,
) {
  const { id } = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } })
  const occurredAt = new Date(Date.now() - daysAgo * DAY_MS)
  await withLedger(id, ({ createDonation }) =>
    createDonation(
      { donorId: fan.id, status: 'CONFIRMED', source: 'manual', amountCheese, occurredAt },
      { kind: 'creator', id: creator.id },
    ),
  )
}

/** A page that is there, as one text. */
export async function pageOf(by: Client, address = SETTLEMENT_PAGE) {
  const response = await by.get(address, 'text/html')
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`)
  return (await response.text()).replaceAll('<!-- -->', '')
}
