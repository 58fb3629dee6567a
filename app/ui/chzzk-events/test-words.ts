import { timeCopy } from '~/copy/ko/dates'

/** Whether CHZZK's own test donation came, and when the last one did. */
export function testWords(lastTestAt: string | null, asOf: string) {
  return lastTestAt
    ? `테스트 신호가 ${timeCopy(lastTestAt, asOf)}에 왔어요`
    : '테스트 신호는 아직 오지 않았어요'
}
