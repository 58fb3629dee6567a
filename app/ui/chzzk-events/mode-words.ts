import type { ConnectionStatus } from './connection-status'

type Mode = ConnectionStatus['mode']

/** The three things that signals may do in a channel, each with what happens then (ledger.md §3). */
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
} as const satisfies Record<Mode, { name: string; happens: string }>

const DROPS = {
  revoked: { why: '치지직에서 후원 조회 동의가 풀렸어요', byLogin: true },
  grant_gone: { why: '치지직 로그인이 끝나서 신호를 받을 수 없었어요', byLogin: true },
  silent: { why: '치지직과 연결이 끊겼어요', byLogin: false },
} as const satisfies Record<NonNullable<ConnectionStatus['dropped']>['reason'], object>

export const dropWords = (reason: keyof typeof DROPS) => DROPS[reason]
