import type { Reason } from '~/domain/core/refusal'

/** The one table from a refusal to its status (docs/api.md "Errors"). */
export const STATUSES = {
  malformed: 400,
  signed_out: 401,
  agreement_needed: 401,
  forbidden: 403,
  blocked: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  illegal_transition: 409,
  plan_stale: 409,
  receipt_not_ready: 409,
  channel_not_open: 409,
  already_retweeted: 409,
  retweet_not_allowed: 409,
  intent_lapsed: 410,
  too_large: 413,
  unsupported_media_type: 415,
  out_of_range: 416,
  invalid: 422,
  text_refused: 422,
  rate_limited: 429,
  too_many_unconfirmed: 429,
  retweet_limit: 429,
  chzzk_unavailable: 503,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<Reason, number>

export const isMeltsFault = (reason: Reason | null) => reason === 'unavailable' || reason === 'internal'
