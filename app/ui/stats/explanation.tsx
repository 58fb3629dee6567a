import { broadcastCopy, provenanceCopy, rowKindCopy } from '~/copy/ko/figures'
import { cheese } from '~/domain/core/cheese'
import type { Figure } from '~/domain/stats/input'
import type { ExplainedRow as Row } from '~/domain/stats/presenter'
import { paths } from '~/http/paths'
import { HiddenName, StatusLabel } from '../label'
import { At } from '../when'
import { TurnPage } from './turned-list'

type Explained = Omit<Row, 'reason'> & { reason: string | null }

export function BackLink({ figure: { range, chzzkUserId } }: { figure: Figure }) {
  return (
    <a
      className="link text-sm tap"
      href={chzzkUserId ? paths.supporter(chzzkUserId, range) : paths.statsOf(range)}
    >
      {chzzkUserId ? '이분의 후원으로 돌아가기' : '통계로 돌아가기'}
    </a>
  )
}

type ExplainedRowsProps = {
  title: string
  none: string
  rows: Explained[]
  next: string | null
  turn: 'cursor' | 'excludedCursor'
  search: string
}

export function ExplainedRows({ title, none, rows, next, turn, search }: ExplainedRowsProps) {
  return (
    <section className="flex flex-col gap-2" id={turn}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="text-soft">{none}</p>
      ) : (
        <ul className="card explained-rows">
          {rows.map((row) => (
            <ExplainedRow key={row.id} row={row} />
          ))}
        </ul>
      )}
      <TurnPage address={paths.explainPage} search={search} turn={turn} next={next} />
    </section>
  )
}

function ExplainedRow({ row }: { row: Explained }) {
  const { id, kind, occurredAt, donorName, hideName, amount, reason, status, source } = row
  const where = [
    status && source ? provenanceCopy(status, source) : null,
    broadcastCopy(row.broadcast),
  ].filter(Boolean)
  return (
    <li className="explained">
      <div className="flex min-w-0 items-center gap-2 justify-between">
        <strong className="min-w-0 truncate">
          {kind === 'donation' ? (
            <a className="plain" href={paths.donation(id)}>
              {donorName}
            </a>
          ) : (
            rowKindCopy(kind)
          )}
        </strong>
        {amount !== null && <strong className="num">{cheese(amount)}</strong>}
      </div>
      <div className="flex min-w-0 items-center gap-2 justify-between text-sm text-soft">
        <span>
          <At at={occurredAt} />
          {where.length > 0 && <> · {where.join(' · ')}</>}
        </span>
        {hideName && <HiddenName />}
        {status && <StatusLabel status={status} />}
      </div>
      {reason && <p className="text-sm">{reason}</p>}
    </li>
  )
}
