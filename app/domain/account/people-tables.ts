import { CLOSED_NAME, DELETED_NAME, type Entry, NOBODY } from './entry'

/** What Melt keeps of people and of their channels. */
export const peopleTables = {
  channels: {
    what: '내 채널',
    person: ['owner_id'],
    tells: ['chzzk_channel_id', 'name', 'image_url'],
    export: { as: ['channel'] },
    leaving: {
      does: 'anonymise',
      set: { chzzk_channel_id: NOBODY, name: `'${CLOSED_NAME}'`, image_url: 'NULL', opened_at: 'NULL' },
      why: '채널은 닫히고 이름과 주소를 지워요. 팬이 남긴 후원 기록은 팬의 것이라 ‘닫힌 채널’ 이름으로 남아요',
    },
  },
  users: {
    what: '치지직 아이디와 이름, 동의한 때',
    person: ['id'],
    tells: ['chzzk_user_id', 'display_name'],
    export: { as: ['profile'] },
    leaving: {
      does: 'anonymise',
      set: { chzzk_user_id: NOBODY, display_name: `'${DELETED_NAME}'`, agreed_at: 'NULL', role: "'viewer'" },
      why: '후원 기록이 가리킬 자리만 남기고, 누구였는지는 지워요',
    },
  },
  sessions: {
    what: '로그인한 기기',
    person: ['user_id'],
    tells: ['token_hash'],
    export: { as: ['sessions'] },
    leaving: { does: 'erase', by: 'deleting', why: '모든 기기에서 로그아웃돼요' },
  },
  spent_newcomers: {
    what: '가입을 마쳤거나 그만둔 로그인의 번호',
    export: { not: '30분 뒤 지워지는 임의의 번호예요' },
    leaving: { does: 'keep', why: '30분 뒤 지워지는 임의의 번호예요. 사람에 대한 내용은 없어요' },
  },
  oauth_tokens: {
    what: '치지직 로그인 연결',
    person: ['user_id'],
    tells: ['access_token', 'refresh_token', 'scope'],
    export: { not: '내 계정을 열 수 있는 열쇠라서 파일에 담지 않아요' },
    leaving: { does: 'erase', by: 'deleting', why: '지우고, 치지직에도 연결을 끊는다고 알려요' },
  },
  follows: {
    what: '즐겨찾기',
    person: ['user_id'],
    channel: 'channel_id',
    export: { as: ['follows'] },
    leaving: {
      does: 'erase',
      by: 'deleting',
      why: '내가 담은 채널도, 내 채널을 담은 즐겨찾기도 지워요',
    },
  },
  blocks: {
    what: '차단',
    person: ['user_id'],
    channel: 'channel_id',
    export: { as: ['blocks'] },
    leaving: { does: 'erase', by: 'deleting', why: '내가 한 차단도, 나를 차단한 기록도 지워요' },
  },
  channel_settings: {
    what: '내 채널 설정',
    channel: 'channel_id',
    tells: ['blocked_words', 'allowed_words'],
    export: { as: ['settings'] },
    leaving: { does: 'erase', by: 'deleting', why: '채널이 닫히면 쓸 데가 없어요' },
  },
} as const satisfies Record<string, Entry>
