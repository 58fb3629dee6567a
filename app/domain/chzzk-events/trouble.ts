import { ChzzkError } from '~/chzzk/errors'
import { Refusal } from '~/domain/core/refusal'

/** Why a creator's events cannot be heard, besides the ways in which a connection ends. */
export type Trouble =
  | 'grant_gone'
  | 'no_scope'
  | 'no_slot'
  | 'unavailable'
  | 'not_connected'
  | 'not_subscribed'
  | 'internal'

export const isGrantGone = (error: unknown) => error instanceof ChzzkError && error.kind === 'grant_gone'

/**
 * What an error means for a session (docs/chzzk.md §4.6): a dead grant needs a new login; a token that is fresh and still refused
 * lacks 후원 조회; 429 is no free slot; everything else may pass.
 */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refusal) return error.reason === 'signed_out' ? 'grant_gone' : 'unavailable'
  if (!(error instanceof ChzzkError)) return 'internal'
  if (error.kind === 'grant_gone' || error.status === 403) return 'no_scope'
  return error.status === 429 ? 'no_slot' : 'unavailable'
}
