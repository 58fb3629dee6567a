import { heldByCopy, likelyDoubleCopy } from '~/copy/ko/donations'
import { cheese } from '~/domain/core/cheese'
import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { When } from '../when'

type HeldDonation = Pick<DonationView, 'heldBy' | 'nameHeldBy'>

/** For the creator: what keeps a message from the public, and what keeps its donor's name from it. */
export function HeldMark({ donation: { heldBy, nameHeldBy } }: { donation: HeldDonation }) {
  return (
    <>
      {heldBy && (
        <p className="text-sm held">
          <span className="tag tag-out">걸러진 메시지</span> {heldByCopy(heldBy)} 아직 공개하지 않았어요
        </p>
      )}
      {nameHeldBy && (
        <p className="text-sm held">
          <span className="tag tag-out">걸러진 이름</span> 이름에 든 차단어 “{nameHeldBy}” 때문에 피드에는
          익명으로 보여요
        </p>
      )}
    </>
  )
}

type SignalLineProps = { donation: Pick<DonationView, 'signal' | 'claimedAmount'> }

/** CHZZK's signal of a donation with its amount, and the fan's amount where they differ. */
export function SignalLine({ donation: { signal, claimedAmount } }: SignalLineProps) {
  if (!signal) return null
  const { amount } = signal
  const differs = amount !== null && claimedAmount !== null && amount !== claimedAmount
  return (
    <p className="signal-line text-sm">
      <span className="tag tag-signal">치지직 신호 있음</span>
      {amount !== null && <strong className="num">{cheese(amount)}</strong>}
      {differs && <span className="text-soft">팬이 적은 금액은 {cheese(claimedAmount)}예요</span>}
    </p>
  )
}

type DonationWithDouble = Pick<DonationView, 'id' | 'likelyDouble'>

/** Another donation that is probably the same, beside it, and the act that makes them one. */
export function LikelyDoubleNote({ donation }: { donation: DonationWithDouble }) {
  const double = donation.likelyDouble
  if (!double) return null
  const { merge } = double
  return (
    <aside className="double" aria-label="같은 후원일 수 있어요">
      <p className="text-sm">
        <strong>{likelyDoubleCopy(double)}</strong>
      </p>
      <div className="flex min-w-0 items-center gap-2 text-sm text-soft">
        <span className="num">{cheese(double.amount)}</span>
        <When at={double.occurredAt} />
        <a className="link tap" href={paths.donation(double.id)}>
          살펴보기
        </a>
      </div>
      <OperationForm
        op="POST /donations/:id/merge"
        params={{ id: merge.id }}
        fields={{ intoId: merge.intoId }}
        redirectTo="here"
      >
        <button className="button button-quiet button-small" type="submit">
          하나로 합치기
        </button>
      </OperationForm>
    </aside>
  )
}

/** The same in a line, where another form stands around it. */
export function LikelyDoubleLine({ donation: { id, likelyDouble } }: { donation: DonationWithDouble }) {
  if (!likelyDouble) return null
  return (
    <a className="link text-sm tap self-start" href={paths.donation(id)}>
      {likelyDoubleCopy(likelyDouble)}
    </a>
  )
}
