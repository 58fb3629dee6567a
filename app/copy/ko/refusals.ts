import type { Because, Reason, Refusal } from '~/domain/core/refusal'
import type { ReceiptState } from '~/domain/donations/presenter'
import { minuteCopy } from './dates'
import { IMPOSSIBLE_TIMES } from './fields'
import { cheese } from './numbers'
import { STATEMENT_REFUSALS } from './statements'

/** What happened. */
export const TITLES: Record<Reason, string> = {
  malformed: '요청을 읽지 못했어요',
  signed_out: '로그인이 필요해요',
  agreement_needed: '약관 동의가 필요해요',
  forbidden: '할 수 없는 일이에요',
  blocked: '이 채널에는 메시지를 보낼 수 없어요',
  not_found: '찾을 수 없어요',
  method_not_allowed: '이 주소에서는 할 수 없는 요청이에요',
  conflict: '그사이에 바뀌었어요',
  illegal_transition: '지금 상태에서는 할 수 없어요',
  plan_stale: '미리보기를 만든 뒤에 후원 기록이 바뀌었어요',
  receipt_not_ready: '아직 영수증이 없어요',
  channel_not_open: '아직 멜트에 열리지 않은 채널이에요',
  already_retweeted: '이미 소개한 메시지예요',
  retweet_not_allowed: '소개를 원하지 않는 메시지예요',
  intent_lapsed: '후원한 지 24시간이 지났어요',
  too_large: '보낸 내용이 너무 커요',
  unsupported_media_type: '읽을 수 없는 형식이에요',
  out_of_range: '파일을 다시 열어 주세요',
  invalid: '적은 내용을 확인해 주세요',
  text_refused: '보낼 수 없는 글이에요',
  rate_limited: '조금만 천천히 보내 주세요',
  too_many_unconfirmed: '확인 전 후원이 3건 있어요',
  retweet_limit: '오늘은 더 소개할 수 없어요',
  chzzk_unavailable: '치지직이 잠시 응답하지 않아요',
  unavailable: '지금은 멜트가 응답하지 못해요',
  internal: '문제가 생겼어요',
}

/** What to do about it. */
const WHAT_TO_DO: Partial<Record<Reason, string>> = {
  malformed: '다시 보내 주세요',
  signed_out: '치지직으로 로그인하면 이어서 할 수 있어요',
  agreement_needed: '약관에 동의하면 이어서 할 수 있어요',
  forbidden: '권한이 없거나 다른 사이트에서 온 요청이에요',
  not_found: '없거나 볼 수 없는 내용이에요',
  conflict: '새로 고쳐서 지금 상태를 확인해 주세요',
  illegal_transition: '새로 고쳐서 지금 상태를 확인해 주세요',
  plan_stale: '아무것도 바꾸지 않았어요. 미리보기를 다시 만들어 확인해 주세요',
  receipt_not_ready: receiptWaitsCopy({ state: 'soon' }),
  blocked: '스트리머가 메시지를 받지 않기로 했어요. 피드는 계속 볼 수 있어요',
  channel_not_open: '스트리머가 멜트를 열면 후원을 남길 수 있어요',
  intent_lapsed: '스트리머가 직접 맞춰 줄 수 있어요. 치지직 후원 내역은 그대로예요',
  too_many_unconfirmed:
    '스트리머가 앞의 후원을 확인하면 이어서 보낼 수 있어요. 지금 전하고 싶은 말은 편지로 남겨 보세요',
  too_large: '내용을 줄여서 다시 보내 주세요',
  unsupported_media_type: '글과 파일의 형식을 확인해 주세요',
  out_of_range: '처음부터 다시 불러와 주세요',
  invalid: '표시된 곳을 고쳐서 다시 보내 주세요',
  chzzk_unavailable: '조금 뒤에 다시 해 주세요. 멜트의 다른 기능은 그대로 쓸 수 있어요',
  unavailable: '곧 다시 열릴 거예요. 조금 뒤에 다시 해 주세요',
  internal: '멜트의 잘못이에요. 잠시 뒤에 다시 해 주세요',
}

type Params = Record<string, string | number>
type Sentence = string | ((params: Params) => string)

/** Where the domain knows more than the reason says; a title where what happened is another thing, too. */
const BECAUSE: Record<Because, Sentence | { title: string; detail?: Sentence }> = {
  no_channel: '채널을 열면 쓸 수 있어요',
  open_channel_first: '먼저 채널을 열어 주세요',
  own_channel: '내 채널에는 후원할 수 없어요',
  claims_queued: ({ count }) =>
    `맡아 둔 메시지 ${count}건은 스트리머가 앞의 후원을 확인하면 차례로 보여요. 지금 전하고 싶은 말은 편지로 남겨 보세요`,
  confirmed_with_other_amount: '이미 다른 금액으로 확인했어요',
  closed_for_other_reason: '이미 다른 이유로 처리했어요',
  done_with_other_content: '이미 다른 내용으로 처리했어요',
  already_registered: '이미 등록한 후원이에요',
  entries_not_found: '되돌릴 기록을 찾지 못했어요',
  ...IMPOSSIBLE_TIMES,
  unmerge_first: '다른 후원과 합친 후원이에요. 먼저 되돌려 주세요',
  merged_with_other: '이미 다른 후원과 합쳤어요',
  merge_with_itself: '두 후원을 골라 주세요',
  merge_of_merged: '이미 다른 후원과 합친 후원이에요',
  merge_into_closed: '제외하거나 취소한 후원에는 합칠 수 없어요',
  merge_of_reversed: '확인을 취소한 후원은 합칠 수 없어요',
  merge_of_two_signals: '치지직 신호가 따로 온 두 후원이에요',
  merge_of_two_fans: '서로 다른 팬의 후원이에요',
  merge_into_confirmed: '확인한 후원에 다른 후원을 합쳐 주세요',
  merge_into_signal_confirmed: '치지직 신호로 확인한 후원에 다른 후원을 합쳐 주세요',
  merged_long_ago: '합친 지 30일이 지나서 되돌릴 수 없어요',
  unmerge_later_first: '나중에 합친 후원부터 되돌려 주세요',
  own_vip: '나를 VIP로 정할 수는 없어요',
  too_many_badge_icons: ({ max }) =>
    `그림은 ${max}개까지 둘 수 있어요. 배지를 저장하면 쓰지 않는 그림이 지워져요`,
  tier_in_use: {
    title: '쓰고 있는 단계는 뺄 수 없어요',
    detail: '이 배지로 여는 콘텐츠가 있어요. 콘텐츠의 배지를 먼저 바꿔 주세요',
  },
  letter_already_sent: '이미 보낸 편지예요. 새로 쓴 편지라면 한 번 더 눌러 주세요',
  reply_already_sent: '이미 보낸 답장이에요',
  post_already_published: '이미 올린 글이에요',
  already_objected: '이의는 한 번만 남길 수 있어요. 결과를 기다려 주세요',
  report_already_resolved: '이미 처리한 신고예요',
  objection_already_resolved: '이미 답한 이의예요',
  author_unreachable: '멜트를 쓰지 않는 분이라 나만 보는 답장은 닿지 않아요',
  too_many_mutes: ({ max }) => `채널마다 끌 수 있는 알림은 ${max}개까지예요. 알림 설정에서 정리해 주세요`,
  too_many_pinned: ({ max }) => `고정한 글은 ${max}개까지예요. 하나를 풀고 다시 해 주세요`,
  not_hidden: '지금은 숨겨진 글이 아니에요',
  hidden_by_admin: '운영자가 숨긴 글이에요. 되돌리는 일도 운영자가 정해요',
  own_message: '내가 쓴 글이에요. 내 메시지에서 거둘 수 있어요',
  too_many_reports: ({ max }) => `하루에 ${max}건까지 신고할 수 있어요. 급한 일이면 112나 109로 알려 주세요`,
  links_not_allowed: '이 채널에는 주소(링크)를 보낼 수 없어요. 주소를 빼고 다시 보내 주세요',
  blank_text: '메시지를 적어 주세요',
  own_channel_letter: '내 채널에는 편지를 보낼 수 없어요',
  no_letters_now: '지금은 편지를 받지 않는 채널이에요',
  supporters_only: '후원이 확인된 분만 편지를 보낼 수 있는 채널이에요',
  badge_needed: badgeNeeded,
  letters_a_day: ({ max }) => `한 채널에 하루 ${max}통까지 보낼 수 있어요. 내일 다시 보내 주세요`,
  letters_while_new: ({ max }) => `가입하고 하루 동안은 ${max}통까지 보낼 수 있어요`,
  retweets_a_day: ({ max }) => `하루에 ${max}번까지 소개할 수 있어요`,
  same_author_in_a_row: '같은 분의 편지를 연달아 두 번 소개했어요. 다른 분의 편지를 먼저 소개해 주세요',
  already_signed_up: '이미 가입했어요. 다시 로그인해 주세요',
  cannot_block_self: '나를 차단할 수는 없어요',
  blocked_follow: '이 채널은 즐겨찾기에 담을 수 없어요',
  own_coupon: '내 채널의 쿠폰은 받을 수 없어요',
  no_coupon_left: '준비한 쿠폰이 모두 나갔어요',
  channel_storage_full: '파일은 채널에 1GB까지 둘 수 있어요. 오래된 것을 지우고 다시 올려 주세요',
  upload_expired: '올리는 데 너무 오래 걸렸어요. 다시 올려 주세요',
  reward_already_created: '앞서 올린 것과 달라요. 새로 쓴 것이라면 한 번 더 올려 주세요',
  reward_already_updated: '앞서 저장한 것과 달라요. 더 고친 것이라면 한 번 더 저장해 주세요',
  reward_deleted: '지운 콘텐츠예요. 새로 올려 주세요',
  picture_queue_full: {
    title: '그림을 올리지 못했어요',
    detail: '지금 그림이 많이 올라오고 있어요. 잠시 뒤에 다시 올려 주세요',
  },
  reading_too_fast: { title: '조금만 천천히 둘러봐 주세요', detail: openAgainIn },
  disk_full: {
    title: '저장할 공간이 가득 찼어요',
    detail: '멜트 서버에 빈 공간이 없어서 저장하지 못했어요. 조금 뒤에 다시 해 주세요',
  },
  no_such_address: '주소를 다시 확인해 주세요',
  many_readers: { title: '지금 많은 분이 보고 있어요', detail: openAgainIn },
  file_too_large: {
    title: '파일이 너무 커요',
    detail: ({ megabytes }) => `${megabytes}MB까지 올릴 수 있어요. 더 작은 파일로 다시 보내 주세요`,
  },
  reference_figures_off: '이 멜트에서는 참고 지표를 쓰지 않아요',
  not_opted_in: '정산에서 참고 지표를 켜면 볼 수 있어요',
  login_interrupted: '로그인이 끊겼어요. 처음부터 다시 로그인해 주세요',
  ...STATEMENT_REFUSALS,
  receipt_from: ({ from }) => receiptWaitsCopy({ state: 'later', from: String(from) }),
  ledger_unsigned: receiptWaitsCopy({ state: 'unsigned' }),
}

function badgeNeeded({ badge, tier, missingCheese }: Params) {
  const first = `${badge ?? `${tier}단계`} 배지부터 편지를 쓸 수 있어요`
  return missingCheese ? `${first}. 확인된 후원이 ${cheese(Number(missingCheese))} 더 모이면 열려요` : first
}

export function refusalCopy({ reason, because, params = {}, retryAfterSeconds }: Refusal) {
  const known = because ? BECAUSE[because] : undefined
  const own = typeof known === 'object' ? known : { title: undefined, detail: known }
  const ownDetail = typeof own.detail === 'function' ? own.detail(params) : own.detail
  return {
    title: own.title ?? TITLES[reason],
    detail: ownDetail ?? generalDetail(reason, retryAfterSeconds),
  }
}

function generalDetail(reason: Reason, retryAfterSeconds = 60) {
  if (reason === 'rate_limited') return `${retryAfterSeconds}초 뒤에 다시 보내 주세요`
  return WHAT_TO_DO[reason] ?? '잠시 뒤에 다시 해 주세요'
}

function openAgainIn({ seconds }: Params) {
  return `${seconds}초 뒤에 다시 열어 주세요`
}

/** From when there is a receipt of a donation. */
export function receiptWaitsCopy(receipt: Exclude<ReceiptState, { state: 'ready' }>) {
  if (receipt.state === 'unsigned') return '이 멜트는 기록에 서명하지 않아서 영수증이 없어요'
  if (receipt.state === 'soon') return '영수증은 기록에 서명하면 받을 수 있어요. 하루에 한 번 서명해요'
  return `영수증은 ${minuteCopy(receipt.from)}부터 받을 수 있어요`
}

/** What is answered before any route is asked, and what nothing else caught. */
export const EDGE_COPY = {
  malformed: { title: TITLES.malformed, detail: '주소를 확인하고 다시 보내 주세요' },
  not_found: { title: TITLES.not_found, detail: '없거나 볼 수 없는 내용이에요' },
  too_slow: { title: '요청이 다 오지 않았어요', detail: '연결을 확인하고 다시 보내 주세요' },
  too_large: { title: TITLES.too_large, detail: '내용을 줄여서 다시 보내 주세요' },
  headers_too_large: { title: TITLES.malformed, detail: '쿠키를 지우고 다시 열어 주세요' },
  internal: { title: TITLES.internal, detail: '잠시 뒤에 다시 해 주세요' },
}
