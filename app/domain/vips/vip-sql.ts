/** Whether a person is a VIP of a channel, for its creator alone. */
export const vipSql = (channel: string, person: string) =>
  `EXISTS (SELECT 1 FROM vip_users v WHERE v.channel_id = ${channel} AND v.user_id = ${person})`
