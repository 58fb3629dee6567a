import type { AutoConfirmMode, AutoConfirmModeReason, ChzzkConnectionEnd } from '#prisma'
import { type ConnectionState, GAPS_SHOWN_FOR_MS, type Trouble } from '~/domain/chzzk-events/state'
import { minuteCopy, spanCopy, timeCopy } from './dates'

type Connection = { state: ConnectionState['state']; since: string | null }
type Gaps = { mode: AutoConfirmMode; connection: Connection; gaps: { from: string; to: string }[] }
type DropReason = Exclude<AutoConfirmModeReason, 'chosen'>

export const CONNECTION_LABELS = {
  off: { word: '꺼짐', shape: 'tag-out' },
  connecting: { word: '연결하는 중', shape: 'tag-wait' },
  connected: { word: '연결됨', shape: 'tag-ok' },
  trouble: { word: '연결 안 됨', shape: 'tag-trouble' },
} as const satisfies Record<ConnectionState['state'], { word: string; shape: string }>

const A_MINUTE_MS = 60_000

export function connectionCopy({ state, since }: Connection, asOf: string) {
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

/** docs/ledger.md §3. */
export const MODES = {
  off: { name: '끄기', happens: '신호를 받지 않아요. 팬이 등록한 후원만 확인 목록에 올라와요' },
  assist: {
    name: '참고만 하기',
    happens: '신호가 온 후원에 ‘치지직 신호 있음’을 붙여 확인 목록에 올려요. 확인은 직접 해요',
  },
  auto: {
    name: '바로 확인하기',
    happens: '신호가 오면 그 금액으로 바로 확인해요. 피드와 통계에도 바로 들어가고, 언제든 멈출 수 있어요',
  },
} as const satisfies Record<AutoConfirmMode, { name: string; happens: string }>

const DROPS = {
  revoked: { why: '치지직에서 후원 조회 동의가 풀렸어요', byLogin: true },
  grant_gone: { why: '치지직 로그인이 끝나서 신호를 받을 수 없었어요', byLogin: true },
  silent: { why: '치지직과 연결이 끊겼어요', byLogin: false },
} as const satisfies Record<DropReason, object>

export const dropCopy = (reason: keyof typeof DROPS) => DROPS[reason]

const A_MOMENT_MS = 60_000

/** Latest first, moments of one minute as one; what goes on has no end yet (docs/chzzk.md §8.9). */
export function gapsCopy({ connection, gaps }: Gaps, asOf: string): string[] {
  const deaf = connection.state === 'connecting' || connection.state === 'trouble'
  const sentences = gaps.map(({ from, to }) => {
    if (deaf && from === connection.since) return openGap(from, asOf)
    return minuteCopy(from) === minuteCopy(to)
      ? `${minuteCopy(from)}에 잠깐 신호를 받지 못했어요`
      : `${spanCopy(from, to)}에는 신호를 받지 못했어요`
  })
  return [...new Set(sentences)]
}

function openGap(from: string, asOf: string) {
  const isOlder = Date.parse(asOf) - Date.parse(from) > GAPS_SHOWN_FOR_MS - A_MOMENT_MS
  return isOlder ? '7일 넘게 신호를 받지 못하고 있어요' : `${minuteCopy(from)}부터 신호를 받지 못하고 있어요`
}

/** Only of the time in which signals were wanted; null with gaps or switched off. */
export function noGapCopy({ mode, connection, gaps }: Gaps, asOf: string): string | null {
  if (mode === 'off' || gaps.length > 0 || connection.since === null) return null
  const week = Date.parse(asOf) - Date.parse(connection.since) >= GAPS_SHOWN_FOR_MS
  return week ? '지난 7일 동안 빠짐없이 받았어요' : '켜 둔 동안에는 빠짐없이 받았어요'
}

export type TroubleCopy = { what: string; todo: string; byLogin?: boolean }

const WAIT = '계속 다시 연결해 볼게요'
const AGAIN = { todo: '다시 로그인하면 1분 안에 이어져요', byLogin: true }
const RESTART = { what: '멜트가 다시 시작하고 있어요', todo: '곧 저절로 이어져요' }
const SILENT: TroubleCopy = { what: '치지직이 응답하지 않아요', todo: WAIT }

const TROUBLES: Record<Trouble | ChzzkConnectionEnd, TroubleCopy> = {
  grant_gone: { what: '치지직 로그인이 끝나서 신호를 받을 수 없어요', ...AGAIN },
  no_scope: {
    what: '치지직에서 후원 조회를 허락받지 못했어요',
    todo: '다시 로그인하면서 후원 조회에 동의해 주세요',
    byLogin: true,
  },
  revoked: { what: '치지직에서 후원 조회 동의가 풀렸어요', ...AGAIN },
  no_slot: {
    what: '다른 프로그램이 연결을 쓰고 있어요',
    todo: '쓰지 않는 후원 알림 프로그램을 닫아 주세요. 자리가 나면 저절로 이어져요',
  },
  unavailable: SILENT,
  not_connected: SILENT,
  not_subscribed: { what: '치지직에 연결했지만 후원 신호를 받지 못했어요', todo: WAIT },
  refused: { what: '치지직이 후원 신호를 보내 주지 않았어요', todo: WAIT },
  silent: { what: '치지직과 연결이 끊겼어요', todo: WAIT },
  lost: { what: '치지직과의 연결이 끊겼어요', todo: WAIT },
  internal: { what: '멜트에 문제가 생겼어요', todo: WAIT },
  closed: RESTART,
  lease_lost: RESTART,
  died: RESTART,
}

const isKnown = (word: string): word is keyof typeof TROUBLES => Object.hasOwn(TROUBLES, word)

/** A word that nobody put into Korean yet still says what matters. */
export function troubleCopy(trouble: string): TroubleCopy {
  return isKnown(trouble) ? TROUBLES[trouble] : { what: '지금은 신호를 받을 수 없어요', todo: WAIT }
}

/** Whether CHZZK's own test donation came, and when the last one did. */
export function lastTestCopy(lastTestAt: string | null, asOf: string) {
  return lastTestAt
    ? `테스트 신호가 ${timeCopy(lastTestAt, asOf)}에 왔어요`
    : '테스트 신호는 아직 오지 않았어요'
}
