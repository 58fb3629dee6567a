import type { ChzzkConnectionEnd } from '#prisma'
import type { Trouble } from '~/domain/chzzk-events/trouble'

export type TroubleWords = { what: string; todo: string; byLogin?: boolean }

const WAIT = '계속 다시 연결해 볼게요'
const AGAIN = { todo: '다시 로그인하면 1분 안에 이어져요', byLogin: true }
const RESTART = { what: '멜트가 다시 시작하고 있어요', todo: '곧 저절로 이어져요' }
const SILENT: TroubleWords = { what: '치지직이 응답하지 않아요', todo: WAIT }

/** Why nothing is heard and what to do about it, for every way it goes wrong. */
const TROUBLES: Record<Trouble | ChzzkConnectionEnd, TroubleWords> = {
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
export function troubleWords(trouble: string): TroubleWords {
  return isKnown(trouble) ? TROUBLES[trouble] : { what: '지금은 신호를 받을 수 없어요', todo: WAIT }
}
