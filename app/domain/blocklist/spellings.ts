/** The commonest abuse is one word in many spellings: a rule for one of them, the first or any other, looks for all. */
const SPELLINGS = [
  '시발 씨발 시팔 씨팔 시벌 씨벌 쓰발 쓰벌 si발 ssi발 시8 씨8 ㅅㅂ ㅆㅂ',
  '병신 븅신 빙신 볍신 뵹신 뷩신 벵신 비융신 뷰웅신 ㅂㅅ',
  '개새끼 개시키 개쉑 개쉐이 ㄱㅅㄲ',
  '새끼 섀끼 쉐끼 쌔끼 색히 새퀴',
  '지랄 지럴 ㅈㄹ',
  '느금마 느급마 ㄴㄱㅁ',
  '미친놈 미친넘 미친눔 ㅁㅊㄴ',
  '존나 좃나 좆나 존내',
  'fuck phuck fck fuk f@ck motherfucker motherfucking',
  'shit shyt bullshit horseshit',
  'bitch biatch beetch',
].map((line) => line.split(' '))

/** The other known spellings of a word. */
export function spellingsOf(word: string) {
  return SPELLINGS.find((line) => line.includes(word))?.filter((one) => one !== word) ?? []
}
