import type { Gate } from './input'

type Kept = {
  title: string
  body: string | null
  link: string | null
  gateVip: boolean
  gateTier: number | null
}
type Sent = { title: string; body?: string | null; link?: string | null; gate: Gate }

/** Whether what is sent under an id that came before is what was kept then: a double tap, and not something else. */
export function isSameRequest(kept: Kept, { title, body = null, link = null, gate }: Sent) {
  const keptGate = kept.gateVip ? 'vip' : String(kept.gateTier)
  return kept.title === title && kept.body === body && kept.link === link && keptGate === gate
}
