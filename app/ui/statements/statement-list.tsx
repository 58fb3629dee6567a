import { cheese, countCopy } from '~/copy/ko/numbers'
import { EMPTY, FACTS, JOB_TAGS, periodCopy, STATEMENTS, STATES } from '~/copy/ko/statement-pages'
import type { toListedStatement, toStatement } from '~/domain/statements/presenter'
import { paths } from '~/http/paths'
import { BookIcon, NextIcon } from '../icons'
import { Empty, More } from '../list'
import { Ago } from '../when'

export type ListedStatement = ReturnType<typeof toListedStatement>
export type Statement = ReturnType<typeof toStatement>

const SHAPES = { mapping: 'tag-wait', ready: 'tag-wait', applied: 'tag-ok', undone: 'tag-back' } as const

/** How far a statement is, by word and shape; what goes on with it goes before. */
export function StateTag({
  statement: { state, job },
}: {
  statement: Pick<ListedStatement, 'state' | 'job'>
}) {
  if (job) return <span className="tag tag-signal">{JOB_TAGS[job.does]}</span>
  return <span className={`tag ${SHAPES[state]}`}>{STATES[state]}</span>
}

type StatementListProps = { items: ListedStatement[]; nextCursor: string | null; isFirst: boolean }

/** Everything that a creator brought, the newest first. */
export function StatementList({ items, nextCursor, isFirst }: StatementListProps) {
  if (items.length === 0 && isFirst) return <NothingBroughtYet />
  return (
    <section className="flex flex-col gap-2">
      <h2>{STATEMENTS.list}</h2>
      <ul className="card gap-0 py-1">
        {items.map((statement) => (
          <li key={statement.id}>
            <StatementRow statement={statement} />
          </li>
        ))}
      </ul>
      <More address={paths.statements} cursor={nextCursor} shown={items.length} isFirst={isFirst} />
    </section>
  )
}

function StatementRow({ statement }: { statement: ListedStatement }) {
  const { id, kind, period, rows, sheet, totals, createdAt } = statement
  const what = kind === 'totals' && totals ? `${FACTS.totals} ${cheese(totals.gross)}` : countCopy(rows, '줄')
  return (
    <a className="row" href={paths.statement(id)}>
      <span className="row-body gap-0.5">
        <strong>{periodCopy(period)}</strong>
        <span className="note">
          {sheet && `${sheet} · `}
          {what} · <Ago at={createdAt} />
        </span>
        <span>
          <StateTag statement={statement} />
        </span>
      </span>
      <NextIcon />
    </a>
  )
}

/** What a settlement file is, that nothing happens unseen, and that it can be taken back. */
function NothingBroughtYet() {
  return (
    <Empty icon={<BookIcon />} title={EMPTY.title}>
      <ul className="flex list-disc flex-col gap-2 pl-5 text-left text-sm">
        {EMPTY.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Empty>
  )
}
