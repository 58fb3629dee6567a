import type { FieldError } from '~/domain/core/refusal'
import { shortAmountCopy } from './numbers'
import { STATEMENT_FIELDS } from './statements'

export const IMPOSSIBLE_TIMES = {
  future_day: '아직 오지 않은 날이에요. 날짜를 확인해 주세요',
  future_time: '아직 오지 않은 시각이에요. 시각을 확인해 주세요',
  before_chzzk: '치지직이 열리기 전이에요. 2023년 12월 19일부터 적을 수 있어요',
}

/** By the key that the domain gives; `of` is what stands behind its colon. */
const FIELDS: Record<string, (of: string) => string> = {
  missing_or_wrong: () => '빠졌거나 형식이 달라요',
  wrong_format: () => '형식이 달라요',
  name_required: () => '이름을 적어 주세요',
  duplicate_name: () => '다른 단계와 이름이 같아요',
  digits: () => '숫자로 적어 주세요',
  at_least_cheese: (of) => `${of}치즈부터 정할 수 있어요`,
  at_most_cheese: (of) => `${shortAmountCopy(Number(of))} 치즈까지 정할 수 있어요`,
  tiers_in_order: () => '단계는 1부터 차례로 이어져야 해요',
  above_tier_below: () => '앞 단계보다 높게 정해 주세요',
  at_least_one_badge: () => '배지를 하나는 남겨 주세요',
  at_most_tiers: (of) => `${of}단계까지 만들 수 있어요`,
  choose_picture: () => '그림을 골라 주세요',
  choose_picture_again: () => '그림을 다시 골라 주세요',
  picture_unknown: () => '그림은 JPG, PNG, WebP, GIF만 올릴 수 있어요',
  picture_broken: () => '그림을 읽지 못했어요. 다른 그림을 올려 주세요',
  picture_too_large: (of) => `그림이 너무 커요. ${of}MB, 5천만 화소까지 올릴 수 있어요`,
  push_service_unknown: () => '이 브라우저의 알림 서비스를 알지 못해요',
  discord_webhook: () => 'https://discord.com/api/webhooks/로 시작하는 주소를 적어 주세요',
  which_figure: () => '어떤 수치인지 알려 주세요',
  before_first_day: () => '시작한 날보다 앞선 날이에요',
  date: () => '2026-11-21처럼 날짜로 적어 주세요',
  month: () => '2026-11처럼 달로 적어 주세요',
  percent: () => '12.5처럼 100보다 작은 수로 적어 주세요. 소수는 둘째 자리까지예요',
  opt_in_unconfirmed: () => '읽어 보고 표시해 주세요',
  unusable_character: () => '쓸 수 없는 문자가 있어요',
  choose_a_reason: () => '이유를 하나 골라 주세요',
  start_over: () => '처음부터 다시 불러와 주세요',
  future_day: () => IMPOSSIBLE_TIMES.future_day,
  future_time: () => IMPOSSIBLE_TIMES.future_time,
  before_chzzk: () => IMPOSSIBLE_TIMES.before_chzzk,
  whole_number: () => '정수로 적어 주세요',
  cheese_at_least: (of) => `${of}치즈부터 적을 수 있어요`,
  cheese_at_most_hundred_million: () => '1억 치즈까지 적을 수 있어요',
  amount_missing: () => '금액을 적어 주세요',
  permille_range: () => '0부터 1,000까지 적을 수 있어요',
  sum_changed: () => '금액을 고쳐서 합계가 달라졌어요. 새 합계를 보고 한 번 더 눌러 주세요',
  nothing_to_confirm: () => '확인할 후원을 골라 주세요',
  confirm_at_most: (of) => `한꺼번에 ${of}건까지 확인할 수 있어요`,
  nothing_to_reverse: () => '되돌릴 후원을 골라 주세요',
  reverse_at_most: (of) => `한꺼번에 ${of}건까지 되돌릴 수 있어요`,
  entries_not_found: () => '되돌릴 기록을 찾지 못했어요',
  reason_missing: () => '이유를 적어 주세요',
  reason_reserved: () => '다른 말로 적어 주세요',
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
  ...STATEMENT_FIELDS,
}

export function isFieldKey(message: string) {
  return Object.hasOwn(FIELDS, message.split(':')[0] ?? '')
}

/** What is no key is a sentence already. */
export function fieldCopy(errors: FieldError[]): FieldError[] {
  return errors.map(({ path, message }) => {
    const [key = '', of = ''] = message.split(/:(.*)/)
    return { path, message: FIELDS[key]?.(of) ?? message }
  })
}
