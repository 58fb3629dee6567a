import { CheckField } from '../form/check-field'

export type Hides = { hideAmount: boolean; hideName: boolean }

/** What of a donation everybody may see; the creator reads both. */
export function DisclosureFields({ hides: { hideAmount, hideName } }: { hides: Hides }) {
  return (
    <div>
      <CheckField name="hideAmount" ticked={hideAmount}>
        금액 숨기기 <span className="small soft">피드에 금액이 보이지 않아요</span>
      </CheckField>
      <CheckField name="hideName" ticked={hideName}>
        이름 숨기기 <span className="small soft">피드에 익명으로 보여요</span>
      </CheckField>
    </div>
  )
}
