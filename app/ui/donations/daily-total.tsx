import { dayDifferenceCopy } from '~/copy/ko/donations'
import { cheese } from '~/copy/ko/numbers'
import { CHZZK_FIRST_DAY } from '~/domain/donations/input'
import { paths } from '~/http/paths'
import { Figures } from '../figures'
import { AmountField } from '../form/amount-field'
import { OperationForm } from '../form/operation-form'

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
      <OperationForm
        op="POST /donations/daily-total"
        fields={{ date }}
        formPage={`${paths.dailyTotal}?date=${date}`}
        className="card"
      >
        {(name) => (
          <>
            <AmountField name={name('amount')} label="치지직에서 본 합계" amount={enteredTotal} required />
            <button className="button w-full" type="submit">
              합계 저장하기
            </button>
          </>
        )}
      </OperationForm>
    </>
  )
}

type DayDifferenceProps = { enteredTotal: number | null; confirmedTotal: number; difference: number | null }

/** CHZZK's sum of the day beside the ledger's, and what to do about the gap. */
export function DayDifference({ enteredTotal, confirmedTotal, difference }: DayDifferenceProps) {
  return (
    <section className="flex flex-col gap-2">
      <h2>맞춰 보기</h2>
      <Figures
        figures={[
          { name: '치지직 합계', value: enteredTotal === null ? '아직 없어요' : cheese(enteredTotal) },
          { name: '확인한 합계', value: cheese(confirmedTotal) },
          ...(difference === null ? [] : [{ name: '차이', value: cheese(difference) }]),
        ]}
      />
      <p className="text-soft">{dayDifferenceCopy(difference)}</p>
      {difference !== null && difference > 0 && (
        <a className="link tap" href={paths.addDonation}>
          빠진 후원 직접 추가하기
        </a>
      )}
    </section>
  )
}
