import type { Viewer } from '~/domain/auth/viewer'
import { leftOut, type Part, parts } from './inventory'
import { readDonations, readIntents, readReceivedDonations } from './read-cheese.server'
import { readContents, readCoupons } from './read-contents.server'
import { readObjections, readReports } from './read-moderation.server'
import {
  readBlocks,
  readDailyTotals,
  readFollows,
  readOwnChannel,
  readOwnSettings,
  readProfile,
  readSessions,
} from './read-person.server'
import { readBadges, readBadgeTiers, readVips } from './read-worth.server'
import { readLetters, readWritten } from './read-writings.server'

type Read = (viewer: Viewer) => AsyncGenerator<object>

/** How each part of the inventory is read; `one` says that there is one of it or none. */
const READERS: Record<Part, Read | { one: Read }> = {
  channel: { one: readOwnChannel },
  profile: { one: readProfile },
  sessions: readSessions,
  follows: readFollows,
  blocks: readBlocks,
  settings: { one: readOwnSettings },
  intents: readIntents,
  donations: readDonations,
  receivedDonations: readReceivedDonations,
  dailyTotals: readDailyTotals,
  messages: readLetters,
  written: readWritten,
  reports: readReports,
  objections: readObjections,
  contents: readContents,
  coupons: readCoupons,
  badges: readBadges,
  vips: readVips,
  badgeTiers: readBadgeTiers,
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
