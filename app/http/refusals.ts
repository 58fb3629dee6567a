import type { Reason } from '~/domain/refusal'

type Told = { status: number; title: string }

/** The one table from a refusal to its status and its words (api.md "Errors"). */
export const REFUSALS = {
  malformed: { status: 400, title: '요청을 읽지 못했어요' },
  signed_out: { status: 401, title: '로그인이 필요해요' },
  agreement_needed: { status: 401, title: '약관 동의가 필요해요' },
  forbidden: { status: 403, title: '할 수 없는 일이에요' },
  blocked: { status: 403, title: '이 채널에는 메시지를 보낼 수 없어요' },
  not_found: { status: 404, title: '찾을 수 없어요' },
  method_not_allowed: { status: 405, title: '이 주소에서는 할 수 없는 요청이에요' },
  conflict: { status: 409, title: '그사이에 바뀌었어요' },
  illegal_transition: { status: 409, title: '지금 상태에서는 할 수 없어요' },
  channel_not_open: { status: 409, title: '아직 멜트에 열리지 않은 채널이에요' },
  already_retweeted: { status: 409, title: '이미 소개한 메시지예요' },
  retweet_not_allowed: { status: 409, title: '소개를 원하지 않는 메시지예요' },
  intent_lapsed: { status: 410, title: '후원한 지 24시간이 지났어요' },
  too_large: { status: 413, title: '보낸 내용이 너무 커요' },
  unsupported_media_type: { status: 415, title: '읽을 수 없는 형식이에요' },
  out_of_range: { status: 416, title: '파일을 다시 열어 주세요' },
  invalid: { status: 422, title: '적은 내용을 확인해 주세요' },
  text_refused: { status: 422, title: '보낼 수 없는 글이에요' },
  rate_limited: { status: 429, title: '조금만 천천히 보내 주세요' },
  too_many_unconfirmed: { status: 429, title: '확인 전 후원이 3건 있어요' },
  retweet_limit: { status: 429, title: '오늘은 더 소개할 수 없어요' },
  chzzk_unavailable: { status: 503, title: '치지직이 잠시 응답하지 않아요' },
  unavailable: { status: 503, title: '지금은 멜트가 응답하지 못해요' },
  internal: { status: 500, title: '문제가 생겼어요' },
} as const satisfies Record<Reason, Told>

/** Whether it is Melt itself that failed, and nothing that somebody asked or sent. */
export const isMeltsFault = (reason: Reason | null) => reason === 'unavailable' || reason === 'internal'
