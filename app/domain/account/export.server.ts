import type { Viewer } from '~/domain/auth/viewer'
import { collectBadges, collectBadgeTiers, collectVips } from './collect-badges.server'
import { collectDonations, collectIntents, collectReceivedDonations } from './collect-donations.server'
import { collectMessages, collectWritten } from './collect-messages.server'
import { collectObjections, collectReports } from './collect-moderation.server'
import {
  collectBlocks,
  collectDailyTotals,
  collectFollows,
  collectOwnChannel,
  collectOwnSettings,
  collectProfile,
  collectSessions,
} from './collect-person.server'
import { collectCoupons, collectRewards } from './collect-rewards.server'
import { leftOut, type Part, parts } from './inventory'

type Read = (viewer: Viewer) => AsyncGenerator<object>

/** How each part of the inventory is read; `one` says that there is one of it or none. */
const READERS: Record<Part, Read | { one: Read }> = {
  channel: { one: collectOwnChannel },
  profile: { one: collectProfile },
  sessions: collectSessions,
  follows: collectFollows,
  blocks: collectBlocks,
  settings: { one: collectOwnSettings },
  intents: collectIntents,
  donations: collectDonations,
  receivedDonations: collectReceivedDonations,
  dailyTotals: collectDailyTotals,
  messages: collectMessages,
  written: collectWritten,
  reports: collectReports,
  objections: collectObjections,
  contents: collectRewards,
  coupons: collectCoupons,
  badges: collectBadges,
  vips: collectVips,
  badgeTiers: collectBadgeTiers,
}

/**
 * Everything of a person that is theirs to take along, as the text of one JSON object in pieces: each part that the
 * inventory names, and what is left out and why (api.md GET /me/export).
 */
export async function* exportOf(viewer: Viewer, now = new Date()): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(now)},"leftOut":${JSON.stringify(leftOut)}`
  for (const part of parts) {
    const reader = READERS[part]
    yield `,\n"${part}":`
    yield* 'one' in reader ? onlyOne(reader.one(viewer)) : list(reader(viewer))
  }
  yield '}\n'
}

async function* onlyOne(items: AsyncGenerator<object>) {
  const { value } = await items.next()
  yield JSON.stringify(value ?? null)
}

async function* list(items: AsyncGenerator<object>) {
  let before = '['
  for await (const item of items) {
    yield `${before}\n${JSON.stringify(item)}`
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}
