import { CHZZK_FIRST_DAY } from '~/domain/donations/input'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { AmountField } from '../form/amount-field'

type DayFormsProps = { date: string; today: string; enteredTotal: number | null }

/** Which day, and what CHZZK says it came to. */
export function DayForms({ date, today, enteredTotal }: DayFormsProps) {
  return (
    <>
      <form className="line items-end" method="get" action={paths.dailyTotal}>
        <div className="field flex-1">
          <label className="field-name" htmlFor="date">
            날짜 <small>한국 시각</small>
          </label>
          <input
            className="input"
            id="date"
            name="date"
            type="date"
            defaultValue={date}
            min={CHZZK_FIRST_DAY}
            max={today}
            required
          />
        </div>
        <button className="button button-quiet" type="submit">
          보기
        </button>
      </form>
      <ActForm action="/donations/daily-total" formPage={`${paths.dailyTotal}?date=${date}`} className="card">
        <input type="hidden" name="date" value={date} />
        <AmountField label="치지직에서 본 합계" amount={enteredTotal} required />
        <button className="button wide" type="submit">
          합계 저장하기
        </button>
      </ActForm>
    </>
  )
}
