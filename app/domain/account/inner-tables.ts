import type { Entry } from './entry'

/** What Melt needs to run. */
export const innerTables = {
  rate_limits: {
    what: '너무 잦은 요청을 막는 횟수',
    tells: ['key'],
    export: { not: '몇 분 뒤 저절로 지워지는 횟수예요' },
    leaving: { does: 'keep', why: '몇 분 뒤 저절로 지워져요' },
  },
  counters: {
    what: '멜트 전체의 건수',
    tells: ['name'],
    export: { not: '사람에 대한 내용이 없어요' },
    leaving: { does: 'keep', why: '사람에 대한 내용이 없어요' },
  },
  counter_changes: {
    what: '멜트 전체의 건수가 바뀐 만큼',
    tells: ['name'],
    export: { not: '사람에 대한 내용이 없어요' },
    leaving: { does: 'keep', why: '사람에 대한 내용이 없고, 몇 분 뒤 건수에 더해져요' },
  },
  _prisma_migrations: {
    what: '데이터베이스를 바꾼 기록',
    tells: ['id', 'checksum', 'migration_name', 'logs'],
    export: { not: '사람에 대한 내용이 없어요' },
    leaving: { does: 'keep', why: '사람에 대한 내용이 없어요' },
  },
} as const satisfies Record<string, Entry>
