import { lateWords } from './kst-words'

/** Whether CHZZK's own test donation came, and when the last one did. */
export function testWords(lastTestAt: string | null, asOf: string) {
  return lastTestAt
    ? `테스트 신호가 ${lateWords(lastTestAt, asOf)}에 왔어요`
    : '테스트 신호는 아직 오지 않았어요'
}
