import type { FieldError } from '~/domain/core/refusal'

/** What is wrong with a field, by the key that the domain gives; `of` is what stands behind its colon. */
const FIELDS: Record<string, (of: string) => string> = {
  which_figure: () => '어떤 수치인지 알려 주세요',
  before_first_day: () => '시작한 날보다 앞선 날이에요',
  date: () => '2026-11-21처럼 날짜로 적어 주세요',
  start_over: () => '처음부터 다시 불러와 주세요',
  at_most: (of) => `${of}자까지 쓸 수 있어요`,
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
