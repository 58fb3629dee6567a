import { Refusal } from '~/domain/core/refusal'
import { problem } from './problem.server'

/** The action of an address that is only read: 405 and what is allowed. */
export function refuseAct() {
  return problem(new Refusal('method_not_allowed', { allow: ['GET'] }))
}
