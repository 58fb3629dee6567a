import { broadcastCopy, provenanceCopy, rowKindCopy } from '~/copy/ko/figures'
import { cheese } from '~/copy/ko/numbers'
import type { Figure } from '~/domain/stats/input'
import type { ExplainedRow as Row } from '~/domain/stats/presenter'
import { type ExplainQuery, paths } from '~/http/paths'
import { HiddenName, StatusLabel } from '../tag'
import { At } from '../when'
import { TurnedList } from './turned-list'

/** Where a figure is explained: what to ask the statistics, or the address of another page that does. */
type Why = ExplainQuery | string

const addressOf = (why: Why) => (typeof why === 'string' ? why : paths.explain(why))

type FigureCardProps = { name: string; value: string; note?: string; why: Why; wide?: boolean }

/** A figure whose whole card leads to why it is so. */
export function FigureCard({ name, value, note, why, wide = false }: FigureCardProps) {
  return (
    <div className={`figure relative flex flex-col gap-0.5 ${wide ? 'col-span-full' : ''}`}>
      <dt>{name}</dt>
      <dd className={wide ? 'text-3xl leading-[1.2] tracking-[-0.02em]' : undefined}>{value}</dd>
      {note && <dd className="text-xs font-normal text-soft">{note}</dd>}
      <dd className="mt-auto pt-1.5 text-base font-normal">
        <WhyLink of={name} why={why} className="after:absolute after:inset-0" />
      </dd>
    </div>
  )
}

type WhyLinkProps = { of: string; why: Why; className?: string }

export function WhyLink({ of, why, className = 'tap' }: WhyLinkProps) {
  return (
    <a className={`text-xs text-soft underline underline-offset-[0.2em] ${className}`} href={addressOf(why)}>
      <span className="sr-only">{of}, </span>왜 이 수치인가요?
    </a>
  )
}

type ExplainedNumberProps = { value: number; why: Why }

export function ExplainedNumber({ value, why }: ExplainedNumberProps) {
  return (
    <a className="num" href={addressOf(why)}>
      {value.toLocaleString('ko-KR')}
    </a>
  )
}

export function BackLink({ figure: { range, chzzkUserId } }: { figure: Figure }) {
  return (
    <a className="link-small" href={chzzkUserId ? paths.supporter(chzzkUserId, range) : paths.statsOf(range)}>
      {chzzkUserId ? '이분의 후원으로 돌아가기' : '통계로 돌아가기'}
    </a>
  )
}

type Explained = Omit<Row, 'reason'> & { reason: string | null }

type ExplainedRowsProps = {
  title: string
  none: string
  items: Explained[]
  nextCursor: string | null
  turn: 'cursor' | 'excludedCursor'
  /** The page that the lists stand on. */
  address?: string
  search: string
}

export function ExplainedRows(props: ExplainedRowsProps) {
  return (
    <TurnedList {...props} address={props.address ?? paths.explainPage} className="card gap-0 py-1">
      {props.items.map((row) => (
        <ExplainedRow key={row.id} row={row} />
      ))}
    </TurnedList>
  )
}

function ExplainedRow({ row }: { row: Explained }) {
  const { id, kind, occurredAt, donorName, hideName, amount, reason, status, source } = row
  const where = [
    status && source ? provenanceCopy(status, source) : null,
    broadcastCopy(row.broadcast),
  ].filter(Boolean)
  return (
    <li className="flex flex-col gap-0.5 border-b border-line py-3 last:border-b-0">
      <div className="line justify-between">
        <strong className="min-w-0 truncate">
          {kind === 'donation' ? <a href={paths.donation(id)}>{donorName}</a> : rowKindCopy(kind)}
        </strong>
        {amount !== null && <strong className="num">{cheese(amount)}</strong>}
      </div>
      <div className="line justify-between note">
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
