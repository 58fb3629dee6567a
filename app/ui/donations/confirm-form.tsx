import { cheese } from '~/domain/core/cheese'
import { type DonationView, expectedAmount } from '~/domain/donations/presenter'
import { InlineAmount } from '../form/amount-field'
import { OperationForm } from '../form/operation-form'

type ConfirmFormProps = { donation: DonationView }

/**
 * One tap confirms the amount that CHZZK's signal or the fan's claim says; another amount is typed over it. Where a blocked word holds the
 * message, a second act also lets everybody read it.
 */
export function ConfirmForm({ donation }: ConfirmFormProps) {
  const { id, donor, held } = donation
  const amount = expectedAmount(donation)
  const known = amount ? cheese(amount) : null
  const act = held ? '확인만 하기' : '확인하기'
  return (
    <OperationForm
      op="POST /donations/:id/confirm"
      params={{ id }}
      redirectTo="here"
      className="confirm"
      optimistic={known ? `${known}를 확인했어요` : undefined}
    >
      {(name) => (
        <>
          <InlineAmount
            id={`amount-${id}`}
            name={name('amount')}
            label={`${donor.displayName}님의 후원 금액`}
            amount={amount}
            required={amount === null}
          />
          <button
            className="button button-small"
            type="submit"
            data-amount-label={`amount-${id}`}
            data-amount-act={act}
          >
            {known ? `${known} ${act}` : `금액을 적고 ${act}`}
          </button>
          {held && (
            <button
              className="button button-quiet button-small"
              type="submit"
              name={name('release')}
              value="true"
            >
              확인하고 공개하기
            </button>
          )}
        </>
      )}
    </OperationForm>
  )
}
