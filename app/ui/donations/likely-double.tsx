import { cheese } from '~/domain/core/cheese'
import type { LikelyDouble } from '~/domain/donations/doubles'
import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { When } from '../when'

type Marked = Pick<DonationView, 'id' | 'likelyDouble'>

/** Another donation that is probably the same, beside it, and the act that makes them one. */
export function LikelyDoubleNote({ donation, formPage }: { donation: Marked; formPage: string }) {
  const double = donation.likelyDouble
  if (!double) return null
  const { merge } = double
  return (
    <aside className="double" aria-label="같은 후원일 수 있어요">
      <p className="small">
        <strong>{doubleWords(double)}</strong>
      </p>
      <div className="line small soft">
        <span className="num">{cheese(double.amount)}</span>
        <When at={double.occurredAt} />
        <a className="link tap" href={paths.donation(double.id)}>
          살펴보기
        </a>
      </div>
      <ActForm action={`/donations/${merge.id}/merge`} formPage={formPage} redirectTo={formPage}>
        <input type="hidden" name="intoId" value={merge.intoId} />
        <button className="button button-quiet button-small" type="submit">
          하나로 합치기
        </button>
      </ActForm>
    </aside>
  )
}

/** The same in a line, where another form stands around it. */
export function LikelyDoubleLine({ donation: { id, likelyDouble } }: { donation: Marked }) {
  if (!likelyDouble) return null
  return (
    <a className="link small tap self-start" href={paths.donation(id)}>
      {doubleWords(likelyDouble)}
    </a>
  )
}

/** What tells of the same, as a question to the creator; a rejected claim is told of, with what a merge brings back. */
function doubleWords({ status, source, donorName }: LikelyDouble) {
  if (status === 'REJECTED') return '제외한 후원과 같은 신호가 왔어요. 합치면 팬의 메시지도 돌아와요'
  if (source === 'session') {
    return donorName
      ? `${donorName}님이 보낸 같은 금액의 신호가 왔어요. 같은 후원인가요?`
      : '같은 금액의 익명 신호가 왔어요. 같은 후원인가요?'
  }
  if (source === 'user_flow') return `${donorName ?? '팬'}님이 등록한 후원과 금액이 같아요. 같은 후원인가요?`
  return `직접 추가한 ${donorName ?? '이름 없는'} 후원과 금액이 같아요. 같은 후원인가요?`
}
