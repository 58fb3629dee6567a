import { cheese } from '~/copy/ko/numbers'
import type { DonationView } from '~/domain/donations/presenter'
import { actionOf, type FieldName, type NameField } from '~/http/contract/form'
import { paths } from '~/http/paths'
import { InlineAmount } from '../form/amount-field'
import { OperationForm } from '../form/operation-form'
import { useTick } from '../form/returned'
import { Written } from '../message'
import { useReturnedForm } from '../page-context'
import { HiddenName } from '../tag'
import { Ago } from '../when'
import { Donor, HeldMark, SignalLine } from './donation-row'
import { LikelyDoubleLine } from './doubles'

type Reviewed = { donation: DonationView; amount: number | null }
type ReviewFormProps = { donations: Reviewed[] }

/** The chosen donations before all are confirmed. Only the sum that was read is confirmed: with another the form comes back. */
export function ReviewForm({ donations }: ReviewFormProps) {
  const values = useReturnedForm(actionOf('POST /donations/confirm').action)?.values
  const amounts = donations.map(({ amount }, index) => amountOf(values?.[`items.${index}.amount`]) ?? amount)
  const sum = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0)
  const unknown = amounts.filter((amount) => amount === null).length
  return (
    <OperationForm
      op="POST /donations/confirm"
      fields={{ expectedSum: String(sum) }}
      redirectTo={paths.confirm}
      className="flex flex-col gap-4"
    >
      {(name) => (
        <>
          {unknown > 0 && (
            <p className="note">금액이 없는 {unknown}건은 합계에 빠져 있어요. 아래에 적어 주세요</p>
          )}
          <ul className="flex flex-col gap-4">
            {donations.map((reviewed, index) => (
              <ReviewRow key={reviewed.donation.id} reviewed={reviewed} index={index} name={name} />
            ))}
          </ul>
          <div className="bar">
            <output className="num" data-sum="">
              {donations.length}건, 모두 {cheese(sum)}
            </output>
            <button className="button button-small grow" type="submit">
              {donations.length}건 모두 확인하기
            </button>
          </div>
        </>
      )}
    </OperationForm>
  )
}

type ItemField = `items.${number}.${'id' | 'amount' | 'release'}`
type ReviewRowProps = { reviewed: Reviewed; index: number; name: NameField<ItemField> }

function ReviewRow({ reviewed: { donation, amount }, index, name }: ReviewRowProps) {
  const { id, donor, message, hideName, held, occurredAt } = donation
  return (
    <li className="card">
      <input type="hidden" name={name(`items.${index}.id`)} value={id} />
      <div className="line">
        <Donor donation={donation} level={2}>
          <div className="note">
            <Ago at={occurredAt} />
          </div>
        </Donor>
        {hideName && <HiddenName />}
      </div>
      {message && <Written>{message}</Written>}
      <HeldMark donation={donation} />
      <SignalLine donation={donation} />
      <LikelyDoubleLine donation={donation} />
      <InlineAmount
        id={`amount-${id}`}
        name={name(`items.${index}.amount`)}
        label={`${donor.displayName}님의 후원 금액`}
        amount={amount}
        required
      />
      {held && <ReleaseTick name={name(`items.${index}.release`)} />}
    </li>
  )
}

function ReleaseTick({ name }: { name: FieldName }) {
  const { ticked } = useTick(name, false)
  return (
    <label className="check">
      <input type="checkbox" name={name} value="true" defaultChecked={ticked} />
      <span>확인하고 메시지도 공개하기</span>
    </label>
  )
}

function amountOf(written: string | undefined) {
  const digits = written?.replace(/[,\s]|치즈$/g, '') ?? ''
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null
}
