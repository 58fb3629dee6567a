import type { Folded } from './fold'
import { stripInvisible } from './strip-invisible'
import type { Span } from './whole-word'

const each = (before: string, after: string) =>
  before.split(' ').flatMap((left) => after.split(' ').map((right) => left + right))

/** Everyday words that hold the commonest abuse by chance; a creator's own word is never excused by one that it contains. */
const EVERYDAY = [
  ...each('시발', '점 역 택시 자동차'),
  ...each(
    '다시 역시 혹시 잠시 택시 동시 즉시 표시',
    '발표 발매 발견 발송 발생 발급 발로란트 발전 발라드 발렌타인',
  ),
  ...each('몇 한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두', '_시_발'),
  ...each('새끼', '손가락 발가락 손톱 발톱 고양이 강아지 오리 곰 사자 판다 호랑이 조개'),
  ...each('웃겨 귀여워 좋아 배고파 심심해 더워 추워 힘들어', '_죽어'),
  ...each('꺼져', '_있 있 _가는 가는'),
  ...each('ㄱㅅ ㄳ ㅈㅅ ㅅㄱ', 'ㅂㅂ'),
  ...each('한남', '동 대교 역 자 성'),
  ...each('쓰레기', '통 봉투 차 장 _버 버'),
  ...['새끼 낳', '새끼를 낳', 'ㅂㅂㅅㄱ', 'ㅂㅂㅅㅇ', '새끼줄', '걸레질', '메갈로', '지랄까'],
].map((phrase) => phrase.replaceAll('_', ' '))

type Words = { blocked: readonly string[]; allowed: readonly string[] }

/** Tells of each stretch of a text whether it touches a phrase that is allowed: the creator's own, or an everyday word. */
export function allowlistedIn(text: string, { blocked, allowed }: Words) {
  const cut = new Uint8Array(text.length)
  const everyday = EVERYDAY.filter(
    (phrase) => text.includes(phrase) && !blocked.some((rule) => stripInvisible(rule).includes(phrase)),
  )
  for (const phrase of [...allowed.map((one) => stripInvisible(one).trim()), ...everyday]) {
    if (!phrase) continue
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
      cut.fill(1, at, at + phrase.length)
    }
  }
  return ({ letters }: Folded, { start, end }: Span) => {
    for (let index = start; index <= end; index++) if (cut[letters[index]?.at ?? 0]) return true
    return false
  }
}
