import { REASON_COPY } from '~/copy/ko/moderation'
import { reportReasons } from '~/domain/moderation/input'
import { FieldError } from '../form/field'
import { useField } from '../form/returned'
import { LifeLine } from './life-line'

/** Why somebody reports; whoever fears for a life finds the number to call beside it. */
export function ReasonField() {
  const { value: chosen, error } = useField('reason', undefined)
  return (
    <fieldset className="field">
      <legend className="field-name">어떤 점이 문제인가요?</legend>
      {reportReasons.map((reason) => (
        <div key={reason}>
          <label className="check">
            <input
              className="box box-round"
              type="radio"
              name="reason"
              value={reason}
              defaultChecked={reason === chosen}
              required
            />
            <span>{REASON_COPY[reason]}</span>
          </label>
          {reason === 'self_harm' && <LifeLine />}
        </div>
      ))}
      <FieldError id="reason" error={error} />
    </fieldset>
  )
}
