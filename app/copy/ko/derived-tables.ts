import type { derived } from '~/domain/account/derived-tables'

export type TableCopy = { what: string; onDelete: string; leftOut?: string }

export const NOBODY_IN_IT = '사람에 대한 내용이 없어요'
const SUMMED = {
  leftOut: '내보내는 후원에서 저절로 계산돼요',
  onDelete: '남는 후원 기록을 더한 값이에요. 사람은 ‘탈퇴한 사람’이 돼요',
}

export const DERIVED: Record<keyof typeof derived, TableCopy> = {
  channel_days: { what: '하루마다 확인된 후원의 합계', ...SUMMED },
  channel_hours: { what: '한 시간마다 확인된 후원의 합계', ...SUMMED },
  channel_week_hours: { what: '요일과 시간마다 확인된 후원의 합계', ...SUMMED },
  user_channel_days: { what: '채널에서 하루마다 확인된 내 후원의 합계', ...SUMMED },
  user_channel_stats: { what: '채널마다 확인된 내 후원의 합계', ...SUMMED },
  user_channel_ranges: { what: '최근 7일·30일·90일 동안 채널에서 확인된 내 후원의 합계', ...SUMMED },
  channel_ranges: {
    what: '채널에 후원한 사람의 수',
    leftOut: '내보내는 후원에서 저절로 계산돼요',
    onDelete: '몇 명인지만 있어요. 사람에 대한 내용은 없어요',
  },
  channel_unconfirmed_days: {
    what: '하루마다 아직 확인하지 않은 후원의 수',
    leftOut: '내보내는 후원에서 저절로 계산돼요',
    onDelete: '남는 후원 기록을 센 값이에요',
  },
  badge_holders: {
    what: '배지마다 받은 사람의 수',
    leftOut: '내보내는 후원에서 저절로 계산돼요',
    onDelete: '몇 명인지만 있어요. 사람에 대한 내용은 없어요',
  },
  aggregate_checks: {
    what: '채널의 합계를 후원 기록과 언제 견주어 봤는지',
    leftOut: '합계가 맞는지 확인하는 데 쓰는 기록이에요',
    onDelete: '합계가 틀렸을 때 어느 줄이 틀렸는지만 있어요. 이름이나 글은 없어요',
  },
  entries_frontiers: {
    what: '채널의 기록을 하나로 묶은 해시',
    leftOut: NOBODY_IN_IT,
    onDelete: '남는 후원 기록에서 계산한 해시예요. 사람에 대한 내용은 없어요',
  },
  entries_nodes: {
    what: '채널의 기록을 256줄씩 묶은 해시',
    leftOut: NOBODY_IN_IT,
    onDelete: '남는 후원 기록에서 계산한 해시예요. 사람에 대한 내용은 없어요',
  },
  log_nodes: {
    what: '서명한 기록을 묶은 해시',
    leftOut: NOBODY_IN_IT,
    onDelete: '서명한 기록에서 계산한 해시예요. 사람에 대한 내용은 없어요',
  },
  jobs: {
    what: '나누어 하는 일이 어디까지 갔는지',
    leftOut: '일을 마치면 지워지는 번호와 숫자예요',
    onDelete: '이름이나 글은 없고, 일을 마치면 지워져요',
  },
  rate_limits: {
    what: '너무 잦은 요청을 막는 횟수',
    leftOut: '몇 분 뒤 저절로 지워지는 횟수예요',
    onDelete: '몇 분 뒤 저절로 지워져요',
  },
  counters: { what: '멜트 전체의 건수', leftOut: NOBODY_IN_IT, onDelete: NOBODY_IN_IT },
  counter_changes: {
    what: '멜트 전체의 건수가 바뀐 만큼',
    leftOut: NOBODY_IN_IT,
    onDelete: '사람에 대한 내용이 없고, 몇 분 뒤 건수에 더해져요',
  },
  outbox: {
    what: '방금 바뀐 화면과 알림의 번호',
    leftOut: '몇 분 뒤 저절로 지워지는 번호예요',
    onDelete: '몇 분 뒤 저절로 지워져요',
  },
  _prisma_migrations: { what: '데이터베이스를 바꾼 기록', leftOut: NOBODY_IN_IT, onDelete: NOBODY_IN_IT },
}
