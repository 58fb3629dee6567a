import type { FieldError } from '~/domain/core/refusal'

/** What is wrong with a field, by the key that the domain gives; `of` is what stands behind its colon. */
const FIELDS: Record<string, (of: string) => string> = {
  which_figure: () => '어떤 수치인지 알려 주세요',
  before_first_day: () => '시작한 날보다 앞선 날이에요',
  date: () => '2026-11-21처럼 날짜로 적어 주세요',
  start_over: () => '처음부터 다시 불러와 주세요',
  at_most: (of) => `${of}자까지 쓸 수 있어요`,
  age_14: () => '만 14세 이상만 쓸 수 있어요',
  terms_needed: () => '약관에 동의해 주세요',
  deletion_unconfirmed: () => '탈퇴하려면 되돌릴 수 없다는 데 표시해 주세요',
  unknown_chzzk_id: () => '치지직에 없는 아이디예요',
  not_a_channel_address: () => '채널 주소가 올바르지 않아요',
  unknown_tier: () => '채널에 있는 배지를 골라 주세요',
  list_too_long: () => '목록이 너무 길어요',
  at_most_words: (of) => `${of}개까지 적을 수 있어요`,
  too_few_letters: () => '글자가 너무 적어요. 두 글자 이상 적어 주세요',
  title_missing: () => '제목을 적어 주세요',
  not_a_public_address: () => '누구나 열 수 있는 https:// 주소를 적어 주세요',
  at_most_coupons: (of) => `${of}장까지 넣을 수 있어요`,
  at_most_coupons_in_all: (of) => `나눠 준 것까지 ${of}장까지 넣을 수 있어요`,
  at_least_coupons: (of) => `${of}장부터 적을 수 있어요`,
  one_code_for_stock: () => '여러 장을 나눠 줄 코드를 하나만 적어 주세요',
  image_unknown: () => '사진은 JPG, PNG, WebP, GIF만 올릴 수 있어요',
  image_broken: () => '사진을 읽지 못했어요. 다른 사진을 올려 주세요',
  image_too_large: () => '사진이 너무 커요. 10MB, 5천만 화소까지 올릴 수 있어요',
  audio_unknown: () => '소리는 MP3, M4A, OGG, WAV, FLAC만 올릴 수 있어요',
  audio_broken: () => '소리를 읽지 못했어요. 다른 파일을 올려 주세요',
  audio_too_large: () => '소리는 10MB까지 올릴 수 있어요',
  whole_number: () => '정수로 적어 주세요',
}

/** Whether a schema's message is a key of these. */
export function isFieldKey(message: string) {
  return Object.hasOwn(FIELDS, message.split(':')[0] ?? '')
}

/** The sentence for each field; what is no key is one already. */
export function fieldCopy(errors: FieldError[]): FieldError[] {
  return errors.map(({ path, message }) => {
    const [key = '', of = ''] = message.split(/:(.*)/)
    return { path, message: FIELDS[key]?.(of) ?? message }
  })
}
