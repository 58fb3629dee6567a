import type { DonationSource } from '#prisma'
import { likelyDoubleCopy, sourceCopy } from '~/copy/ko/donations'
import { cheese } from '~/copy/ko/numbers'
import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { At, When } from '../when'

type DonationWithDouble = Pick<DonationView, 'id' | 'likelyDouble'>

/** Another donation that is probably the same, beside it, and the act that makes them one. */
export function LikelyDoubleNote({ donation }: { donation: DonationWithDouble }) {
  const double = donation.likelyDouble
  if (!double) return null
  const { merge } = double
  return (
    <aside
      className="flex flex-col gap-2 rounded-2xl border border-dashed border-accent bg-ground px-4 py-3"
      aria-label="같은 후원일 수 있어요"
    >
      <p className="text-sm">
        <strong>{likelyDoubleCopy(double)}</strong>
      </p>
      <div className="line note">
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
    <a className="link-small self-start" href={paths.donation(id)}>
      {likelyDoubleCopy(likelyDouble)}
    </a>
  )
}

/** Makes a merged donation one of its own again. */
function UnmergeForm({ id }: { id: string }) {
  return (
    <OperationForm op="POST /donations/:id/unmerge" params={{ id }} redirectTo="here">
      <button className="button button-quiet button-small" type="submit">
        합치기 되돌리기
      </button>
    </OperationForm>
  )
}

/** What a merged donation turned out to be; nothing else can be done with it. */
export function MergedInto({ id, intoId }: { id: string; intoId: string }) {
  return (
    <section className="card">
      <h2>합친 후원이에요</h2>
      <p className="note">
        같은 후원과 하나로 합쳐서 따로 더해지지 않아요. 합친 지 30일 안에는 되돌릴 수 있어요
      </p>
      <a className="link-small self-start" href={paths.donation(intoId)}>
        합쳐진 후원 보기
      </a>
      <UnmergeForm id={id} />
    </section>
  )
}

type Merged = {
  id: string
  source: DonationSource
  donorName: string | null
  amount: number | null
  mergedAt: string
}

/** Which other records went into a donation, the last first: that one is undone first. */
export function MergedHere({ merged }: { merged: Merged[] }) {
  if (merged.length === 0) return null
  return (
    <section className="card">
      <h2>하나로 합친 후원</h2>
      <ul className="flex flex-col">
        {merged.map(({ id, source, donorName, amount, mergedAt }, index) => (
          <li key={id} className="row">
            <span className="row-body">
              <a className="link tap" href={paths.donation(id)}>
                {donorName ?? '익명'} · {amount === null ? '금액 없음' : cheese(amount)}
              </a>
              <span className="note">
                {sourceCopy(source)} · <At at={mergedAt} />
              </span>
            </span>
            {index === 0 && <UnmergeForm id={id} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
