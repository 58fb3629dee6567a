import { Field } from '../form/field'
import { WordsField } from '../settings/words-field'

/** Codes to give: each to one person, or one of them to many. */
export function CouponFields({ more = false }: { more?: boolean }) {
  return (
    <>
      <WordsField
        name="codes"
        label={more ? '쿠폰 코드 더 넣기' : '쿠폰 코드'}
        words={[]}
        hint="한 줄에 하나씩. 한 사람이 하나씩 받아요. 없으면 비워 두세요"
      />
      <Field
        name="stock"
        label="같은 코드를 나눠 줄 장수"
        note="선택"
        hint="코드를 하나만 적고, 몇 명에게 줄지 적어요. 1,000장까지"
        most={5}
      />
    </>
  )
}
