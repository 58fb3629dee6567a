import type { LedgerCheck } from '~/domain/admin/item'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { At } from '../when'

/** Whether the ledger was whole when somebody last looked, and the button to look again. */
export function LedgerCheckCard({ check }: { check: LedgerCheck | null }) {
  return (
    <section className="card" aria-labelledby="ledger-title">
      <div className="line spread">
        <h2 id="ledger-title">원장</h2>
        {check && (
          <span className={`tag ${check.disagreement ? 'tag-back' : 'tag-ok'}`}>
            {check.disagreement ? '어긋남' : '모두 맞음'}
          </span>
        )}
      </div>
      {check ? (
        <p className="small soft">
          마지막 점검 <At at={check.at} />
        </p>
      ) : (
        <p className="small soft">아직 점검하지 않았어요</p>
      )}
      {check?.disagreement && (
        <p className="alert small" lang="en">
          {check.disagreement}
        </p>
      )}
      <ActForm action="/admin/ledger-check" formPage={paths.admin} redirectTo={paths.admin}>
        <button className="button button-quiet wide" type="submit">
          원장 점검하기
        </button>
      </ActForm>
    </section>
  )
}
