import type { Table } from '~/domain/account/inventory'
import type { OnDelete } from '~/domain/account/table-rule'
import { DERIVED, NOBODY_IN_IT, type TableCopy } from './derived-tables'
import { NOTIFIED } from './notification-tables'

/** What a table holds, why the export leaves it out, and what becomes of it when an account is deleted. */
export const TABLES: Record<Table, TableCopy> = {
  channels: {
    what: '내 채널',
    onDelete:
      '채널은 닫히고 이름과 주소를 지워요. 팬이 남긴 후원 기록은 팬의 것이라 ‘닫힌 채널’ 이름으로 남아요',
  },
  users: {
    what: '치지직 아이디와 이름, 동의한 때',
    onDelete: '후원 기록이 가리킬 자리만 남기고, 누구였는지는 지워요',
  },
  sessions: { what: '로그인한 기기', onDelete: '모든 기기에서 로그아웃돼요' },
  spent_newcomers: {
    what: '가입을 마쳤거나 그만둔 로그인의 번호',
    leftOut: '30분 뒤 지워지는 임의의 번호예요',
    onDelete: '30분 뒤 지워지는 임의의 번호예요. 사람에 대한 내용은 없어요',
  },
  oauth_tokens: {
    what: '치지직 로그인 연결',
    leftOut: '내 계정을 열 수 있는 열쇠라서 파일에 담지 않아요',
    onDelete: '지우고, 치지직에도 연결을 끊는다고 알려요',
  },
  follows: { what: '즐겨찾기', onDelete: '내가 담은 채널도, 내 채널을 담은 즐겨찾기도 지워요' },
  blocks: { what: '차단', onDelete: '내가 한 차단도, 나를 차단한 기록도 지워요' },
  channel_settings: { what: '내 채널 설정', onDelete: '채널이 닫히면 쓸 데가 없어요' },
  settlement_opt_ins: {
    what: '정산 참고 지표를 켠 때와 직접 적은 수수료율',
    onDelete: '채널이 닫히면 보여 줄 지표가 없어요',
  },
  donation_intents: {
    what: '치즈 보내기를 누른 기록',
    onDelete:
      '적어 둔 글은 지우고 스트리머에게 더 보여 주지 않아요. 언제 눌렀는지는 후원 기록이 가리켜서 남아요',
  },
  donation_events: {
    what: '후원',
    onDelete:
      '스트리머의 합계가 이 기록으로 계산돼서 금액과 때는 남고, 보낸 사람은 ‘탈퇴한 사람’이 돼요. 내 채널에 적어 둔 이름과 메모는 지워요',
  },
  donation_entries: {
    what: '후원이 확인되고 바뀐 기록',
    onDelete:
      '한 줄씩 해시로 이어져서 고칠 수 없어요. 사람은 번호로만 적혀 있고, 그 번호는 ‘탈퇴한 사람’이 돼요. 제외하거나 확인을 거둔 이유로 적은 글은 남는데, 사람을 알아볼 수 있는 글이면 운영자에게 지워 달라고 할 수 있어요',
  },
  ledger_heads: {
    what: '채널마다 마지막 기록의 번호와 해시',
    leftOut: NOBODY_IN_IT,
    onDelete: '기록이 온전한지 확인하는 데 써요. 사람에 대한 내용은 없어요',
  },
  log_leaves: {
    what: '날마다 채널의 기록이 어디까지였는지 적은 줄',
    leftOut: NOBODY_IN_IT,
    onDelete: '기록을 나중에 바꾸지 못하게 서명한 해시예요. 사람에 대한 내용은 없어요',
  },
  log_checkpoints: {
    what: '모든 채널의 기록에 한 서명',
    leftOut: NOBODY_IN_IT,
    onDelete: '누구나 볼 수 있게 공개한 해시와 서명이에요. 사람에 대한 내용은 없어요',
  },
  log_cosignatures: {
    what: '멜트 밖에서 함께 확인해 준 서명',
    leftOut: NOBODY_IN_IT,
    onDelete: '누구나 볼 수 있게 공개한 서명이에요. 사람에 대한 내용은 없어요',
  },
  daily_totals: { what: '스트리머가 적은 하루 합계', onDelete: '채널이 닫히면 비교할 일이 없어요' },
  messages: {
    what: '편지, 후원 메시지, 스트리머의 글과 답장',
    onDelete:
      '내가 쓴 글은 모두 거둬서 내용을 지워요. 내 채널에 온 편지는 보낸 분의 것이라 보낸 분의 화면에만 남아요',
  },
  message_events: {
    what: '글이 언제 읽히고 답장받고 거둬졌는지',
    onDelete:
      '일어난 일의 기록은 고치지 않아요. 글의 내용은 없고, 글이 고쳐지지 않았는지 확인하던 값은 글과 함께 열쇠를 지워서 아무것도 알려 주지 않아요. 사람은 ‘탈퇴한 사람’이 돼요. 글을 숨긴 이유와 걸린 차단 단어는 남아요',
  },
  retweets: { what: '소개된 편지', onDelete: '소개했다는 자리만 남고, 내 이름과 글은 보이지 않아요' },
  feed_items: {
    what: '피드의 순서',
    leftOut: '위의 글과 후원에서 저절로 만들어져요',
    onDelete: '글이 지워지면 저절로 함께 사라져요',
  },
  reports: {
    what: '내가 한 신고',
    onDelete:
      '내가 적은 설명은 지우고 신고한 사실만 남겨요. 신고된 내 글의 사본은 결정될 때까지, 숨기기로 했다면 그 뒤 90일까지 두었다가 지워요',
  },
  objections: { what: '내가 낸 이의', onDelete: '적은 내용은 지우고 낸 사실만 남겨요' },
  ...NOTIFIED,
  audit_entries: {
    what: '운영자가 살펴본 기록과, 스트리머가 참고 지표를 켜고 끈 때',
    leftOut: '운영자가 한 일의 기록이라 운영자 화면에만 있어요',
    onDelete: '누가 무엇을 살펴봤는지는 고치지 않아요. 글의 내용은 없어요',
  },
  session_events: {
    what: '치지직이 보낸 후원 신호',
    leftOut: '후원 기록에 옮겨져 있어요',
    onDelete: '신호에 담긴 이름과 글은 지우고, 언제 얼마였는지만 후원 기록의 근거로 남아요',
  },
  session_connections: {
    what: '치지직 신호를 받은 시간',
    leftOut: '스트리머의 화면에 보이는 연결 기록이에요',
    onDelete: '후원 신호가 어느 연결로 왔는지의 근거예요. 사람에 대한 내용은 없어요',
  },
  session_mode_changes: {
    what: '후원 신호를 켜고 끈 기록',
    leftOut: '채널 설정에 지금 상태가 담겨 있어요',
    onDelete: '채널이 닫히면 켜고 끌 일이 없어요',
  },
  session_leases: {
    what: '후원 신호를 받고 있는 서버',
    leftOut: '몇 초마다 바뀌는 연결 상태예요',
    onDelete: '채널이 닫히면 신호를 받지 않아요',
  },
  broadcast_polls: {
    what: '방송 목록을 살펴본 때',
    leftOut: NOBODY_IN_IT,
    onDelete: '이틀 뒤 저절로 지워져요. 사람에 대한 내용은 없어요',
  },
  broadcast_sightings: {
    what: '방송 중이던 채널',
    leftOut: '이틀 뒤 저절로 지워지는 기록이에요',
    onDelete: '채널이 닫히면 쓸 일이 없어요',
  },
  instance_switches: { what: '운영자의 스위치', leftOut: NOBODY_IN_IT, onDelete: NOBODY_IN_IT },
  content_coupons: {
    what: '쿠폰 코드와 받은 사람',
    onDelete:
      '쿠폰이 한 장 나갔다는 기록만 남고, 누가 받았는지는 지워요. 내 채널의 쿠폰은 콘텐츠와 함께 지워요',
  },
  contents: { what: '배지로 여는 콘텐츠', onDelete: '채널이 닫히면 열 사람이 없어요' },
  content_files: {
    what: '콘텐츠의 사진과 소리',
    onDelete: '콘텐츠가 지워질 때 함께 지워지고, 파일도 바로 뒤따라 지워요',
  },
  file_removals: {
    what: '곧 지울 파일의 이름',
    leftOut: '몇 분 뒤 파일과 함께 지워져요',
    onDelete: '아무것도 알려 주지 않는 이름이고, 파일과 함께 지워져요',
  },
  statement_lines: {
    what: '정산 내역의 줄',
    onDelete: '채널이 닫히면 맞출 일이 없어요. 맞춰서 확인한 후원은 후원 기록에 남아요',
  },
  statement_refused_rows: {
    what: '정산 내역에서 읽지 못한 줄의 번호',
    onDelete: '정산 내역과 함께 지워요',
  },
  statements: {
    what: '올린 정산 내역과 적은 합계',
    onDelete: '채널이 닫히면 맞출 일이 없고, 파일도 바로 뒤따라 지워요',
  },
  statement_mappings: {
    what: '정산 내역에서 어느 열이 무엇인지 고른 것',
    leftOut: '정산 내역마다 고른 열은 그 내역에 담겨 있어요',
    onDelete: '채널이 닫히면 쓸 데가 없어요',
  },
  user_badges: {
    what: '채널에서 받은 배지',
    onDelete: '남는 후원 기록에서 나온 값이에요. 사람은 ‘탈퇴한 사람’이 돼요',
  },
  badge_thresholds: {
    what: '배지의 기준이 언제부터 언제까지 얼마였는지',
    leftOut: '배지가 맞는지 확인하는 데 쓰는 숫자예요. 지금 기준은 배지 설정에 들어 있어요',
    onDelete: '남는 배지가 이 숫자에서 나와요. 사람에 대한 내용은 없어요',
  },
  badge_changes: { what: '배지가 바뀐 때', onDelete: '나에게만 보여 주던 기록이에요' },
  vip_users: { what: '스트리머가 고른 VIP와 메모', onDelete: '나를 고른 기록도, 내가 고른 기록도 지워요' },
  badge_icons: {
    what: '배지에 쓰려고 올린 그림',
    onDelete: '채널이 닫히면 쓸 배지가 없고, 파일도 바로 뒤따라 지워요',
  },
  badges: { what: '내 채널의 배지 이름과 기준', onDelete: '채널이 닫히면 줄 배지가 없어요' },
  ...DERIVED,
}

export const LEFT_OUT = Object.values(TABLES).flatMap(({ what, leftOut }) =>
  leftOut ? [{ what, why: leftOut }] : [],
)

export const FATES = [
  { does: 'erase', name: '지우는 것' },
  { does: 'anonymise', name: '누구인지 지우고 남기는 것' },
  { does: 'keep', name: '그대로 남는 것' },
] as const satisfies { does: OnDelete['does']; name: string }[]
