import { cheese } from '~/domain/cheese'
import type { DonationView } from '~/domain/donations/view'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { Face } from '../face'
import { InlineAmount } from '../form/amount-field'
import { Ago } from '../when'
import { expectedAmount } from './expected-amount'
import { LikelyDoubleLine } from './likely-double'

type ReviewFormProps = { donations: DonationView[]; formPage: string }

/** The chosen donations with their amounts, how many they are and what they come to, before all are confirmed. */
export function ReviewForm({ donations, formPage }: ReviewFormProps) {
  const sum = donations.reduce((total, donation) => total + (expectedAmount(donation) ?? 0), 0)
  const unknown = donations.filter((donation) => expectedAmount(donation) === null).length
  return (
    <ActForm action="/donations/confirm" formPage={formPage} redirectTo={paths.confirm} className="stack">
      <div className="card card-accent" data-sum="">
        <p className="big">
          {donations.length}건, 모두 {cheese(sum)}
        </p>
        {unknown > 0 && <p className="small">금액이 없는 {unknown}건은 빠져 있어요. 아래에 적어 주세요</p>}
      </div>
      <ul className="rows">
        {donations.map((donation, index) => (
          <ReviewRow key={donation.id} donation={donation} index={index} />
        ))}
      </ul>
      <button className="button wide" type="submit">
        {donations.length}건 한 번에 확인하기
      </button>
    </ActForm>
  )
}

function ReviewRow({ donation, index }: { donation: DonationView; index: number }) {
  const { id, donor, signal, occurredAt } = donation
  return (
    <li className="row">
      <input type="hidden" name={`items.${index}.id`} value={id} />
      <Face name={donor.displayName} />
      <span className="row-body">
        <span className="ellipsis font-semibold">{donor.displayName}</span>
        <span className="small soft">
          <Ago at={occurredAt} />
          {signal && ' · 치지직 신호 있음'}
        </span>
        <LikelyDoubleLine donation={donation} />
      </span>
      <div className="w-40 flex-none">
        <InlineAmount
          id={`amount-${id}`}
          name={`items.${index}.amount`}
          label={`${donor.displayName}님의 후원 금액`}
          amount={expectedAmount(donation)}
          required
        />
      </div>
    </li>
  )
}
