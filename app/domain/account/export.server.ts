import type { Viewer } from '~/domain/auth/viewer'
import {
  collectBadges,
  collectBadgeTiers,
  collectBlocks,
  collectCoupons,
  collectDailyTotals,
  collectFollows,
  collectOwnChannel,
  collectOwnSettings,
  collectProfile,
  collectRewards,
  collectSessions,
  collectVips,
} from './collect-account.server'
import {
  collectDonations,
  collectIntents,
  collectMessages,
  collectObjections,
  collectReceivedDonations,
  collectReports,
  collectWritten,
} from './collect-activity.server'
import { type Part, parts } from './inventory'

/** What the export does not hold, and why, in a person's words. */
type LeftOut = { what: string; why: string }
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
 * inventory names, and what is left out and why (GET /me/export).
 */
export async function* exportAccount(
  viewer: Viewer,
  leftOut: LeftOut[],
  now = new Date(),
): AsyncGenerator<string> {
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
