import { ERASE, ERASE_LATER, KEEP, LEFT_OUT, type TableRule } from './table-rule'

/** What a person should know of, and where it is sent; a channel may have any number of readers. */
export const notificationTables = {
  notification_deliveries: { others: ['target_id'], export: LEFT_OUT, onDelete: KEEP },
  notifications: {
    person: ['user_id'],
    channel: 'channel_id',
    pii: ['cause'],
    export: { as: ['notifications'] },
    onDelete: ERASE_LATER,
  },
  notification_mutes: {
    person: ['user_id'],
    channel: 'channel_id',
    export: { within: 'notificationPreferences' },
    onDelete: ERASE_LATER,
  },
  notification_preferences: {
    person: ['user_id'],
    export: { as: ['notificationPreferences'] },
    onDelete: ERASE,
  },
  push_subscriptions: {
    person: ['user_id'],
    pii: ['endpoint', 'p256dh', 'auth'],
    export: LEFT_OUT,
    onDelete: ERASE,
  },
  channel_webhooks: { channel: 'channel_id', pii: ['url'], export: LEFT_OUT, onDelete: ERASE },
} as const satisfies Record<string, TableRule>
