import type { Act } from '../acts'
import type { History } from '../history'
import { CREATORS, EVERYBODY } from '../people'
import { domainReads } from './domain'

const READS = Object.values(domainReads)
const { feed, inbox, ...others } = domainReads
const OWN = Object.values(others)

/** After an act: the feed of one channel and one more read, both of them chosen by the act. */
export async function checkSome(history: History, { who, on, how }: Act) {
  await feed(history, { who, on: how, how: on })
  const read = READS[how % READS.length]
  await read?.(history, { who: on, on: how, how: who })
}

/** Everybody's reads, and every folder of every inbox. */
export async function checkAll(history: History, turn: number) {
  for (const [who] of EVERYBODY.entries()) {
    for (const read of OWN) await read(history, { who, on: who + turn, how: who + turn })
  }
  for (const [who] of CREATORS.entries()) {
    for (let on = 0; on < 4; on++) {
      await feed(history, { who, on: on + turn, how: on + turn })
      await inbox(history, { who, on, how: on + turn })
    }
  }
}
