import { KEEP, LEFT_OUT, type TableRule } from './table-rule'

/** What follows from the other tables, and what Melt keeps to run: nothing of it leaves with a person. */
export const derived = {
  channel_days: { channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  channel_hours: { channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  channel_week_hours: { channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  channel_unconfirmed_days: { channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  badge_holders: { channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  user_channel_days: { others: ['user_id'], channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  user_channel_stats: { others: ['user_id'], channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  user_channel_ranges: { others: ['user_id'], channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  channel_ranges: { channel: 'channel_id', export: LEFT_OUT, onDelete: KEEP },
  aggregate_checks: { channel: 'channel_id', pii: ['disagreement'], export: LEFT_OUT, onDelete: KEEP },

  entries_frontiers: { pii: ['head_hash', 'nodes'], export: LEFT_OUT, onDelete: KEEP },
  entries_nodes: { pii: ['hash'], export: LEFT_OUT, onDelete: KEEP },
  log_nodes: { pii: ['hash'], export: LEFT_OUT, onDelete: KEEP },

  jobs: { others: ['subject_id'], pii: ['state'], export: LEFT_OUT, onDelete: KEEP },
  rate_limits: { pii: ['key'], export: LEFT_OUT, onDelete: KEEP },
  counters: { pii: ['name'], export: LEFT_OUT, onDelete: KEEP },
  counter_changes: { pii: ['name'], export: LEFT_OUT, onDelete: KEEP },
  outbox: { pii: ['topic'], export: LEFT_OUT, onDelete: KEEP },
  _prisma_migrations: { pii: ['id', 'checksum', 'migration_name', 'logs'], export: LEFT_OUT, onDelete: KEEP },
} as const satisfies Record<string, TableRule>
