import type { Reason, Refusal } from '~/domain/refusal'
import { REFUSALS } from './refusals'

/** What a refusal says to a person: one sentence on what happened, one on what to do. */
export function explain({ reason, detail, retryAfterSeconds }: Refusal) {
  if (detail) return detail
  if (reason === 'rate_limited') return `${retryAfterSeconds ?? 60}초 뒤에 다시 보내 주세요`
  return WHAT_TO_DO[reason] ?? '잠시 뒤에 다시 해 주세요'
}

const WHAT_TO_DO: Partial<Record<Reason, string>> = {
  malformed: '다시 보내 주세요',
  signed_out: '치지직으로 로그인하면 이어서 할 수 있어요',
  agreement_needed: '약관에 동의하면 이어서 할 수 있어요',
  forbidden: '권한이 없거나 다른 사이트에서 온 요청이에요',
  not_found: '없거나 볼 수 없는 내용이에요',
  conflict: '새로 고쳐서 지금 상태를 확인해 주세요',
  illegal_transition: '새로 고쳐서 지금 상태를 확인해 주세요',
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

export function refusalHeaders({ retryAfterSeconds, allow, headers: own }: Refusal) {
  const headers = new Headers(own)
  headers.set('Cache-Control', 'no-store')
  if (retryAfterSeconds) headers.set('Retry-After', String(retryAfterSeconds))
  if (allow) headers.set('Allow', allow.join(', '))
  return headers
}

/** A refusal for a JSON client: application/problem+json (RFC 9457) with the contract's `code`. */
export function problem(refusal: Refusal): Response {
  const { status, title } = REFUSALS[refusal.reason]
  const headers = refusalHeaders(refusal)
  headers.set('Content-Type', 'application/problem+json; charset=utf-8')
  const body = {
    type: `https://melt.example/problems/${refusal.reason}`,
    title: refusal.title ?? title,
    status,
    code: refusal.reason,
    detail: explain(refusal),
    ...(refusal.errors ? { errors: refusal.errors } : {}),
  }
  return new Response(JSON.stringify(body), { status, headers })
}
