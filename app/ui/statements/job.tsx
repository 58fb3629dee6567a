import { JOB, progressCopy, UNDO } from '~/copy/ko/statement-pages'
import type { JobView } from '~/domain/statements/presenter'
import { paths } from '~/http/paths'
import { UndoForm } from './undo'

/** How far a long statement is; the page comes again by itself (`Refresh`), or by a tap. */
export function JobCard({ id, job }: { id: string; job: NonNullable<JobView> }) {
  const done = Math.min(job.done, job.of)
  return (
    <section className="card" role="status" data-refresh="">
      <h2>{JOB[job.does]}</h2>
      <progress value={done} max={Math.max(1, job.of)} aria-label={JOB[job.does]} />
      <p className="num">{progressCopy(done, job.of)}</p>
      <p className="note">{JOB.note}</p>
      <a className="link tap self-start" href={paths.statement(id)}>
        {JOB.again}
      </a>
      {job.does === 'apply' && (
        <a className="link-small self-start" href={paths.statementUndo(id)}>
          {UNDO.half}
        </a>
      )}
    </section>
  )
}

/** Asked while a job applies, on a page that does not come again by itself, so that there is time to answer. */
export function UndoCard({ id }: { id: string }) {
  return (
    <section className="card">
      <h2>{UNDO.halfTitle}</h2>
      <UndoForm id={id} note={UNDO.note} />
      <a className="link tap self-start" href={paths.statement(id)}>
        {UNDO.goOn}
      </a>
    </section>
  )
}
