import { cheese } from '~/domain/cheese'
import type { DonationView } from '~/domain/donations/view'
import { ActForm } from '../act-form'
import { InlineAmount } from '../form/amount-field'
import { expectedAmount } from './expected-amount'

type ConfirmFormProps = { donation: DonationView; formPage: string; redirectTo: string }

/** One tap confirms the amount that CHZZK or the fan told; another amount is typed over it. */
export function ConfirmForm({ donation, formPage, redirectTo }: ConfirmFormProps) {
  const { id, donor } = donation
  const amount = expectedAmount(donation)
  const told = amount ? cheese(amount) : null
  return (
    <ActForm
      action={`/donations/${id}/confirm`}
      formPage={formPage}
      redirectTo={redirectTo}
      className="confirm"
      optimistic={told ? `${told}를 확인했어요` : undefined}
    >
      <InlineAmount
        id={`amount-${id}`}
        label={`${donor.displayName}님의 후원 금액`}
        amount={amount}
        required={amount === null}
      />
      <button className="button button-small" type="submit" data-amount-label={`amount-${id}`}>
        {told ? `${told} 확인하기` : '금액을 적고 확인하기'}
      </button>
    </ActForm>
  )
}
