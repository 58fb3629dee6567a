import type { Entry } from './entry'

const sums = (what: string, others: readonly string[] = []) =>
  ({
    what,
    others,
    channel: 'channel_id',
    export: { not: '내보내는 후원에서 저절로 계산돼요' },
    leaving: { does: 'keep', why: '남는 후원 기록을 더한 값이에요. 사람은 ‘탈퇴한 사람’이 돼요' },
  }) as const satisfies Entry

/** What Melt keeps of what the ledger is worth: sums, badges, VIPs. */
export const aggregateTables = {
  channel_days: sums('하루마다 확인된 후원의 합계'),
  channel_hours: sums('한 시간마다 확인된 후원의 합계'),
  channel_week_hours: sums('요일과 시간마다 확인된 후원의 합계'),
  user_channel_days: sums('채널에서 하루마다 확인된 내 후원의 합계', ['user_id']),
  user_channel_stats: sums('채널마다 확인된 내 후원의 합계', ['user_id']),
  user_badges: {
    what: '채널에서 받은 배지',
    others: ['user_id'],
    channel: 'channel_id',
    export: { as: ['badges'] },
    leaving: { does: 'keep', why: '남는 후원 기록에서 나온 값이에요. 사람은 ‘탈퇴한 사람’이 돼요' },
  },
  badge_thresholds: {
    what: '배지의 기준이 언제부터 언제까지 얼마였는지',
    channel: 'channel_id',
    export: { not: '배지가 맞는지 확인하는 데 쓰는 숫자예요. 지금 기준은 배지 설정에 들어 있어요' },
    leaving: { does: 'keep', why: '남는 배지가 이 숫자에서 나와요. 사람에 대한 내용은 없어요' },
  },
  badge_changes: {
    what: '배지가 바뀐 때',
    person: ['user_id'],
    channel: 'channel_id',
    export: { within: 'badges' },
    leaving: { does: 'erase', by: 'deleting', why: '나에게만 보여 주던 기록이에요' },
  },
  vip_users: {
    what: '스트리머가 고른 VIP와 메모',
    person: ['user_id'],
    channel: 'channel_id',
    tells: ['note'],
    export: { as: ['vips'] },
    leaving: { does: 'erase', by: 'deleting', why: '나를 고른 기록도, 내가 고른 기록도 지워요' },
  },
  badge_icons: {
    what: '배지에 쓰려고 올린 그림',
    channel: 'channel_id',
    tells: ['key', 'media_type', 'sha256'],
    export: { within: 'badgeTiers' },
    leaving: {
      does: 'erase',
      by: 'deleting',
      why: '채널이 닫히면 쓸 배지가 없고, 파일도 바로 뒤따라 지워요',
    },
  },
  badges: {
    what: '내 채널의 배지 이름과 기준',
    channel: 'channel_id',
    tells: ['name', 'icon'],
    export: { as: ['badgeTiers'] },
    leaving: { does: 'erase', by: 'deleting', why: '채널이 닫히면 줄 배지가 없어요' },
  },
} as const satisfies Record<string, Entry>
