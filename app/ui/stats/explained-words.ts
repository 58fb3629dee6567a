import type { DonationSource, DonationStatus } from '#prisma'
import { sourceCopy } from '~/copy/ko/donations'

const CONFIRMED_BY = {
  manual: '직접 확인',
  session: '치지직 신호로 확인',
  statement: '정산 내역으로 확인',
  user_flow: '팬이 등록',
} as const satisfies Record<DonationSource, string>

/** By what a donation was confirmed; of any other, where it was learnt from. */
export function provenanceWord(status: DonationStatus, source: DonationSource) {
  return status === 'CONFIRMED' ? CONFIRMED_BY[source] : sourceCopy(source)
}

const BROADCASTS: Record<string, string> = {
  afterLive: '방송 뒤',
  live: '방송 중',
  after_live: '방송 뒤',
  unknown: '방송 모름',
}

export function broadcastWord(broadcast: string | null) {
  return broadcast === null ? null : (BROADCASTS[broadcast] ?? null)
}

/** What is no donation. */
export function kindWord(kind: 'intent' | 'test') {
  return kind === 'intent' ? '치지직으로 이동' : '테스트 신호'
}
