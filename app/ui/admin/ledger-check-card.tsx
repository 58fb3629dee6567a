import type { LedgerCheck } from '~/domain/admin/presenter'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { At } from '../when'

/** Whether the ledger was whole when somebody last looked, and the button to look again. */
export function LedgerCheckCard({ check }: { check: LedgerCheck | null }) {
  const [summary, ...lines] = check?.disagreements ?? []
  return (
    <section className="card" aria-labelledby="ledger-title">
      <div className="line spread">
        <h2 id="ledger-title">원장</h2>
        {check && (
          <span className={`tag ${summary ? 'tag-back' : 'tag-ok'}`}>{summary ? '어긋남' : '모두 맞음'}</span>
        )}
      </div>
      {check ? (
        <p className="small soft">
          마지막 점검 <At at={check.at} />
        </p>
      ) : (
        <p className="small soft">아직 점검하지 않았어요</p>
      )}
      {summary && (
        <p className="alert small" lang="en">
          {summary}
        </p>
      )}
      {lines.length > 0 && (
        <details className="behind">
          <summary className="tap small">어긋난 곳 {lines.length}줄 보기</summary>
          <ul className="small" lang="en">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="small soft">종류마다 20줄까지예요. 전부는 ledger:verify 명령이 알려 줘요</p>
        </details>
      )}
      <ActForm action="/admin/ledger-check" formPage={paths.admin} redirectTo={paths.admin}>
        <button className="button button-quiet wide" type="submit">
          원장 점검하기
        </button>
      </ActForm>
    </section>
  )
}
