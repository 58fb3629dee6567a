import fc from 'fast-check'
import type { History, Pick } from '../history'
import { donationActs } from './donations'
import { feedActs } from './feed'
import { letterActs } from './letters'
import { moderationActs } from './moderation'
import { peopleActs } from './people'
import { statementActs } from './statements'

const ACTS: Record<string, (history: History, pick: Pick) => Promise<void>> = {
  ...letterActs,
  ...donationActs,
  ...feedActs,
  ...moderationActs,
  ...peopleActs,
  ...statementActs,
}

/** How often each is tried; an act that is not named here is tried once. */
const OFTEN: Record<string, number> = {
  letter: 12,
  reply: 8,
  retweet: 7,
  remove: 7,
  intent: 6,
  register: 8,
  confirm: 3,
  disclose: 4,
  lapse: 3,
  logIn: 2,
  settings: 2,
  bring: 3,
  applyStatement: 4,
}

export type Act = { name: string } & Pick

const names = Object.keys(ACTS).flatMap((name) => Array<string>(OFTEN[name] ?? 1).fill(name))
const pick = fc.nat(9_999)

export const anyAct: fc.Arbitrary<Act> = fc.record({
  name: fc.constantFrom(...names),
  who: pick,
  on: pick,
  how: pick,
})

export async function play(history: History, { name, ...pick }: Act) {
  const act = ACTS[name]
  if (!act) throw new Error(`nobody can ${name}`)
  await act(history, pick)
}
