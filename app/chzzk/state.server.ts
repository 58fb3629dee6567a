import { createHmac, timingSafeEqual } from 'node:crypto'
import { generateState } from 'arctic'
import { env } from '~/env.server'

/** How long a person may take on CHZZK's consent page. */
export const STATE_SECONDS = 600
const MAX_SPENT = 10_000

const memory = globalThis as typeof globalThis & { meltSpentStates?: Map<string, number> }

/** Out: a new login state, `random.issuedAt.signature`: 256 random bits, the time and our mark over both. */
export function issueState(): string {
  const claim = `${generateState()}.${Date.now().toString(36)}`
  return `${claim}.${sign(claim, env.sessionSecrets[0])}`
}

/** Whether this state was issued by this Melt within the last ten minutes. */
export function isFreshState(state: string): boolean {
  const [random, issuedAt, signature, ...rest] = state.split('.')
  if (!random || !issuedAt || !signature || rest.length > 0) return false
  const marked = env.sessionSecrets.some((secret) => same(signature, sign(`${random}.${issuedAt}`, secret)))
  return marked && Date.now() - Number.parseInt(issuedAt, 36) < STATE_SECONDS * 1000
}

/**
 * Marks a state as used. Out: false when it was used before. This process remembers the last 10,000 for as long
 * as they would be fresh; across processes the single-use code at CHZZK stands guard.
 */
export function spendState(state: string): boolean {
  memory.meltSpentStates ??= new Map()
  const spent = memory.meltSpentStates
  if (spent.has(state)) return false
  spent.set(state, Date.now())
  for (const [old, at] of spent) {
    if (spent.size <= MAX_SPENT && Date.now() - at < STATE_SECONDS * 1000) break
    spent.delete(old)
  }
  return true
}

function sign(claim: string, secret: string): string {
  return createHmac('sha256', secret).update(`login state ${claim}`).digest('base64url').slice(0, 22)
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
