import { minuteCopy } from '~/copy/ko/dates'
import type { ConnectionStatus } from './connection-status'

type Connection = ConnectionStatus['connection']

/** How the connection stands in a word and a shape, as labels of donations do. */
export const CONNECTION_LABELS = {
  off: { word: '꺼짐', shape: 'tag-out' },
  connecting: { word: '연결하는 중', shape: 'tag-wait' },
  connected: { word: '연결됨', shape: 'tag-ok' },
  trouble: { word: '연결 안 됨', shape: 'tag-trouble' },
} as const satisfies Record<Connection['state'], { word: string; shape: string }>

const A_MINUTE_MS = 60_000

/** How the connection stands and since when, in a sentence. */
export function connectionWords({ state, since }: Connection, asOf: string) {
  const from = since && minuteCopy(since)
  const isLong = since !== null && Date.parse(asOf) - Date.parse(since) > A_MINUTE_MS
  switch (state) {
    case 'off':
      return '지금은 치지직에서 신호를 받지 않아요'
    case 'connecting':
      return isLong
        ? `${from}부터 연결하고 있어요. 계속 다시 연결해 볼게요`
        : '치지직에 연결하고 있어요. 보통 몇 초면 돼요'
    case 'connected':
      return `${from}부터 신호를 받고 있어요`
    case 'trouble':
      return from ? `${from}부터 신호를 받지 못하고 있어요` : '지금 신호를 받지 못하고 있어요'
  }
}
