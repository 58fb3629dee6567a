import { minuteCopy, spanCopy } from '~/copy/ko/dates'
import type { ConnectionStatus } from './connection-status'

type Seen = Pick<ConnectionStatus, 'mode' | 'connection' | 'gaps'>

const LOOK_BACK_MS = 7 * 24 * 60 * 60 * 1000
const A_MOMENT_MS = 60_000

/** Each gap in a sentence, latest first, moments of one minute as one; what goes on has no end yet (chzzk.md §8.9). */
export function gapSentences({ connection, gaps }: Seen, asOf: string): string[] {
  const deaf = connection.state === 'connecting' || connection.state === 'trouble'
  const sentences = gaps.map(({ from, to }) => {
    if (deaf && from === connection.since) return openGap(from, asOf)
    return minuteCopy(from) === minuteCopy(to)
      ? `${minuteCopy(from)}에 잠깐 신호를 받지 못했어요`
      : `${spanCopy(from, to)}에는 신호를 받지 못했어요`
  })
  return [...new Set(sentences)]
}

/** A week is as far as is looked back: what began before it has no beginning here. */
function openGap(from: string, asOf: string) {
  const isOlder = Date.parse(asOf) - Date.parse(from) > LOOK_BACK_MS - A_MOMENT_MS
  return isOlder ? '7일 넘게 신호를 받지 못하고 있어요' : `${minuteCopy(from)}부터 신호를 받지 못하고 있어요`
}

/** What to say without a gap, and only of the time in which signals were wanted; null with gaps or switched off. */
export function noGapWords({ mode, connection, gaps }: Seen, asOf: string): string | null {
  if (mode === 'off' || gaps.length > 0 || connection.since === null) return null
  const week = Date.parse(asOf) - Date.parse(connection.since) >= LOOK_BACK_MS
  return week ? '지난 7일 동안 빠짐없이 받았어요' : '켜 둔 동안에는 빠짐없이 받았어요'
}
