import { CLOSED_NAME, DELETED_NAME } from '~/domain/core/stored-names'
import { derived } from './derived-tables'
import { notificationTables } from './notification-tables'
import { settlementTables } from './settlement-tables'
import { ERASE, ERASE_LATER, KEEP, LEFT_OUT, RANDOM_ID_SQL, type TableRule } from './table-rule'

const tables = {
  channels: {
    person: ['owner_id'],
    pii: ['chzzk_channel_id', 'name', 'image_url'],
    export: { as: ['channel'] },
    onDelete: {
      does: 'anonymise',
      set: {
        chzzk_channel_id: RANDOM_ID_SQL,
        name: `'${CLOSED_NAME}'`,
        image_url: 'NULL',
        opened_at: 'NULL',
      },
    },
  },
  users: {
    person: ['id'],
    pii: ['chzzk_user_id', 'display_name'],
    export: { as: ['profile'] },
    onDelete: {
      does: 'anonymise',
      set: {
        chzzk_user_id: RANDOM_ID_SQL,
        display_name: `'${DELETED_NAME}'`,
        agreed_at: 'NULL',
        role: "'viewer'",
      },
    },
  },
  sessions: { person: ['user_id'], pii: ['token_hash'], export: { as: ['sessions'] }, onDelete: ERASE },
  spent_newcomers: { export: LEFT_OUT, onDelete: KEEP },
  oauth_tokens: {
    person: ['user_id'],
    pii: ['access_token', 'refresh_token', 'scope'],
    export: LEFT_OUT,
    onDelete: ERASE,
  },
  follows: { person: ['user_id'], channel: 'channel_id', export: { as: ['follows'] }, onDelete: ERASE_LATER },
  blocks: { person: ['user_id'], channel: 'channel_id', export: { as: ['blocks'] }, onDelete: ERASE },
  channel_settings: {
    channel: 'channel_id',
    pii: ['blocked_words', 'allowed_words'],
    export: { as: ['settings'] },
    onDelete: ERASE,
  },

  donation_intents: {
    person: ['viewer_id'],
    pii: ['message'],
    export: { as: ['intents'] },
    onDelete: {
      does: 'anonymise',
      set: { message: 'NULL', registered_at: 'NULL', dismissed_at: 'coalesce(dismissed_at, now())' },
    },
  },
  donation_events: {
    person: ['donor_id'],
    others: ['confirmed_by'],
    channel: 'channel_id',
    pii: ['donor_name', 'note', 'merge_took'],
    export: { as: ['donations', 'receivedDonations'] },
    onDelete: {
      does: 'anonymise',
      set: { donor_name: 'NULL', note: 'NULL' },
      only: 'channel',
      later: ['occurred_at', 'id'],
    },
  },
  donation_entries: {
    others: ['actor_id'],
    channel: 'channel_id',
    pii: ['reason', 'reason_salt', 'reason_digest', 'prev_hash', 'hash'],
    export: { within: 'donations' },
    onDelete: KEEP,
  },
  ledger_heads: { pii: ['hash'], export: LEFT_OUT, onDelete: KEEP },
  log_leaves: {
    channel: 'channel_id',
    pii: ['head_hash', 'entries_root', 'hash'],
    export: LEFT_OUT,
    onDelete: KEEP,
  },
  log_checkpoints: { pii: ['root', 'text'], export: LEFT_OUT, onDelete: KEEP },
  log_cosignatures: { pii: ['witness', 'line'], export: LEFT_OUT, onDelete: KEEP },
  daily_totals: {
    person: ['entered_by'],
    channel: 'channel_id',
    export: { as: ['dailyTotals'] },
    onDelete: ERASE,
  },

  // A letter is its author's: its creator's export does not hold it.
  messages: {
    person: ['author_id'],
    channel: 'channel_id',
    pii: ['content', 'search_keys'],
    export: { as: ['messages', 'written'] },
    onDelete: { does: 'erase', by: 'withdrawing' },
  },
  message_events: {
    others: ['actor_id'],
    pii: ['reason', 'text_digest'],
    export: { within: 'messages' },
    onDelete: KEEP,
  },
  retweets: { channel: 'channel_id', export: { within: 'messages' }, onDelete: KEEP },
  feed_items: { export: LEFT_OUT, onDelete: KEEP },

  reports: {
    person: ['reporter_id'],
    others: ['resolved_by'],
    pii: ['detail', 'evidence', 'outcome_reason'],
    export: { as: ['reports'] },
    onDelete: { does: 'anonymise', set: { detail: 'NULL' }, only: 'person' },
  },
  objections: {
    person: ['author_id'],
    others: ['resolved_by'],
    pii: ['text', 'outcome_reason'],
    export: { as: ['objections'] },
    onDelete: { does: 'anonymise', set: { text: 'NULL' }, only: 'person' },
  },
  audit_entries: { others: ['actor_id'], pii: ['reason'], export: LEFT_OUT, onDelete: KEEP },

  session_events: {
    person: ['donor_id'],
    channel: 'channel_id',
    pii: ['event_key', 'payload'],
    export: LEFT_OUT,
    onDelete: { does: 'anonymise', set: { payload: 'NULL' }, later: ['event_key'] },
  },
  session_connections: { channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  session_mode_changes: { others: ['actor_id'], channel: 'channel_id', export: LEFT_OUT, onDelete: ERASE },
  session_leases: { channel: 'channel_id', pii: ['failure'], export: LEFT_OUT, onDelete: ERASE },
  broadcast_polls: { export: LEFT_OUT, onDelete: KEEP },
  broadcast_sightings: { channel: 'channel_id', export: LEFT_OUT, onDelete: ERASE },
  instance_switches: { export: LEFT_OUT, onDelete: KEEP },

  content_coupons: {
    person: ['claimed_by'],
    pii: ['code'],
    export: { as: ['coupons'] },
    onDelete: { does: 'anonymise', set: { claimed_by: 'NULL' } },
  },
  contents: {
    channel: 'channel_id',
    pii: ['title', 'body', 'link'],
    export: { as: ['contents'] },
    onDelete: ERASE,
  },
  content_files: { pii: ['key', 'media_type', 'sha256'], export: { within: 'contents' }, onDelete: KEEP },
  file_removals: { pii: ['key'], export: LEFT_OUT, onDelete: KEEP },

  ...notificationTables,
  ...settlementTables,

  user_badges: { others: ['user_id'], channel: 'channel_id', export: { as: ['badges'] }, onDelete: KEEP },
  badge_thresholds: { channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  badge_changes: {
    person: ['user_id'],
    channel: 'channel_id',
    export: { within: 'badges' },
    onDelete: ERASE_LATER,
  },
  vip_users: {
    person: ['user_id'],
    channel: 'channel_id',
    pii: ['note'],
    export: { as: ['vips'] },
    onDelete: ERASE,
  },
  badge_icons: {
    channel: 'channel_id',
    pii: ['key', 'media_type', 'sha256'],
    export: { within: 'badgeTiers' },
    onDelete: ERASE,
  },
  badges: { channel: 'channel_id', pii: ['name', 'icon'], export: { as: ['badgeTiers'] }, onDelete: ERASE },

  ...derived,
} as const satisfies Record<string, TableRule>

export type Table = keyof typeof tables

/** In the order of deletion: rewards before the badges they refer to, channels before users as other acts lock them. */
export const inventory: Readonly<Record<Table, TableRule>> = tables

type Exported<Line> = Line extends { export: { as: readonly (infer Name extends string)[] } } ? Name : never

export type Part = { [Name in Table]: Exported<(typeof tables)[Name]> }[Table]

export const parts = Object.values(tables).flatMap(({ export: held }): readonly Part[] =>
  typeof held === 'object' && 'as' in held ? held.as : [],
)
