/** Every reason for which Melt says no (docs/api.md "Errors"); http/ turns each into a status exactly once. */
export type Reason =
  | 'malformed'
  | 'signed_out'
  | 'agreement_needed'
  | 'forbidden'
  | 'blocked'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'illegal_transition'
  | 'plan_stale'
  | 'receipt_not_ready'
  | 'channel_not_open'
  | 'already_retweeted'
  | 'retweet_not_allowed'
  | 'intent_lapsed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'out_of_range'
  | 'invalid'
  | 'text_refused'
  | 'rate_limited'
  | 'too_many_unconfirmed'
  | 'retweet_limit'
  | 'chzzk_unavailable'
  | 'unavailable'
  | 'internal'

/** What exactly stands in the way, where the reason alone would not say it; `copy/ko/refusals.ts` has a sentence for each. */
export type Because =
  | 'no_channel'
  | 'open_channel_first'
  | 'own_channel'
  | 'claims_queued'
  | 'confirmed_with_other_amount'
  | 'closed_for_other_reason'
  | 'done_with_other_content'
  | 'already_registered'
  | 'entries_not_found'
  | 'future_day'
  | 'future_time'
  | 'before_chzzk'
  | 'unmerge_first'
  | 'merged_with_other'
  | 'merge_with_itself'
  | 'merge_of_merged'
  | 'merge_into_closed'
  | 'merge_of_reversed'
  | 'merge_of_two_signals'
  | 'merge_of_two_fans'
  | 'merge_into_confirmed'
  | 'merge_into_signal_confirmed'
  | 'merged_long_ago'
  | 'unmerge_later_first'
  | 'own_vip'
  | 'too_many_badge_icons'
  | 'tier_in_use'
  | 'letter_already_sent'
  | 'reply_already_sent'
  | 'post_already_published'
  | 'already_objected'
  | 'report_already_resolved'
  | 'objection_already_resolved'
  | 'author_unreachable'
  | 'too_many_pinned'
  | 'too_many_mutes'
  | 'not_hidden'
  | 'hidden_by_admin'
  | 'own_message'
  | 'too_many_reports'
  | 'links_not_allowed'
  | 'blank_text'
  | 'own_channel_letter'
  | 'no_letters_now'
  | 'supporters_only'
  | 'badge_needed'
  | 'letters_a_day'
  | 'letters_while_new'
  | 'retweets_a_day'
  | 'same_author_in_a_row'
  | 'already_signed_up'
  | 'cannot_block_self'
  | 'blocked_follow'
  | 'own_coupon'
  | 'no_coupon_left'
  | 'channel_storage_full'
  | 'upload_expired'
  | 'reward_already_created'
  | 'reward_already_updated'
  | 'reward_deleted'
  | 'picture_queue_full'
  | 'reading_too_fast'
  | 'many_readers'
  | 'disk_full'
  | 'no_such_address'
  | 'file_too_large'
  | 'login_interrupted'
  | 'reference_figures_off'
  | 'not_opted_in'
  | 'statement_unmapped'
  | 'statement_applied'
  | 'statement_not_applied'
  | 'statement_busy'
  | 'too_many_statements'
  | 'receipt_from'
  | 'ledger_unsigned'
  | 'statement_period_too_long'
  | 'statement_queue_full'
  | 'statements_too_large'

/** `message` is a key of `copy/ko/fields.ts`, with what it speaks of behind a colon: `at_most:300`. */
export type FieldError = { path: string; message: string }

type Detail = {
  because?: Because
  params?: Record<string, string | number>
  errors?: FieldError[]
  retryAfterSeconds?: number
  allow?: string[]
  headers?: Headers
}

/** A refusal is an answer, not an accident: it carries its reason and what the person may do. */
export class Refusal extends Error {
  readonly because?: Because
  readonly params?: Record<string, string | number>
  readonly errors?: FieldError[]
  readonly retryAfterSeconds?: number
  readonly allow?: string[]
  readonly headers?: Headers

  constructor(
    readonly reason: Reason,
    { because, params, errors, retryAfterSeconds, allow, headers }: Detail = {},
  ) {
    super(reason)
    this.name = 'Refusal'
    this.because = because
    this.params = params
    this.errors = errors
    this.retryAfterSeconds = retryAfterSeconds
    this.allow = allow
    this.headers = headers
  }
}

export function refuse(reason: Reason, detail?: Detail): never {
  throw new Refusal(reason, detail)
}
