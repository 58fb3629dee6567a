import type { Entry } from './entry'

/** What Melt keeps of CHZZK's donation signals. */
export const sessionTables = {
  session_events: {
    what: '치지직이 보낸 후원 신호',
    person: ['donor_id'],
    channel: 'channel_id',
    tells: ['event_key', 'payload'],
    export: { not: '후원 기록에 옮겨져 있어요' },
    leaving: {
      does: 'anonymise',
      set: { payload: 'NULL' },
      why: '신호에 담긴 이름과 글은 지우고, 언제 얼마였는지만 후원 기록의 근거로 남아요',
    },
  },
  session_connections: {
    what: '치지직 신호를 받은 시간',
    channel: 'channel_id',
    export: { not: '스트리머의 화면에 보이는 연결 기록이에요' },
    leaving: { does: 'keep', why: '후원 신호가 어느 연결로 왔는지의 근거예요. 사람에 대한 내용은 없어요' },
  },
  session_mode_changes: {
    what: '후원 신호를 켜고 끈 기록',
    channel: 'channel_id',
    others: ['actor_id'],
    export: { not: '채널 설정에 지금 상태가 담겨 있어요' },
    leaving: { does: 'erase', by: 'deleting', why: '채널이 닫히면 켜고 끌 일이 없어요' },
  },
  session_leases: {
    what: '후원 신호를 받고 있는 서버',
    channel: 'channel_id',
    tells: ['failure'],
    export: { not: '몇 초마다 바뀌는 연결 상태예요' },
    leaving: { does: 'erase', by: 'deleting', why: '채널이 닫히면 신호를 받지 않아요' },
  },
  broadcast_polls: {
    what: '방송 목록을 살펴본 때',
    export: { not: '사람에 대한 내용이 없어요' },
    leaving: { does: 'keep', why: '이틀 뒤 저절로 지워져요. 사람에 대한 내용은 없어요' },
  },
  broadcast_sightings: {
    what: '방송 중이던 채널',
    channel: 'channel_id',
    export: { not: '이틀 뒤 저절로 지워지는 기록이에요' },
    leaving: { does: 'erase', by: 'deleting', why: '채널이 닫히면 쓸 일이 없어요' },
  },
  instance_switches: {
    what: '운영자의 스위치',
    export: { not: '사람에 대한 내용이 없어요' },
    leaving: { does: 'keep', why: '사람에 대한 내용이 없어요' },
  },
} as const satisfies Record<string, Entry>
