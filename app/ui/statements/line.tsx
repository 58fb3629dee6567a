import { daysCopy } from '~/copy/ko/dates'
import { cheese } from '~/copy/ko/numbers'
import { DECIDE, kindCopy, LINE } from '~/copy/ko/statement-lines'
import type { CandidateView, LineView } from '~/domain/statements/line-view'
import { Facts } from '../figures'
import { StatusLabel } from '../tag'
import { At } from '../when'

/** A line as its file says it. */
export function LineFacts({ line }: { line: LineView }) {
  const { amount, nickname, donorId, kind, message, fee, net, state } = line
  return (
    <>
      <div className="line justify-between">
        <strong className="text-xl tabular-nums">{cheese(amount)}</strong>
        {kind && <span className="tag tag-plain">{kindCopy(kind)}</span>}
      </div>
      <p>
        <strong>{nickname ?? LINE.anonymous}</strong>
        {!nickname && donorId && (
          <span className="note block">{`${LINE.fanId} ${donorId.slice(0, 8)}…`}</span>
        )}
      </p>
      {message && <p className="text-sm">“{message}”</p>}
      <p className="note">
        {line.row}
        {LINE.row} · {whenCopy(line)}
      </p>
      {(fee !== null || net !== null || state !== null) && (
        <Facts>
          {fee !== null && <Fact name={LINE.fee}>{cheese(fee)}</Fact>}
          {net !== null && <Fact name={LINE.net}>{cheese(net)}</Fact>}
          {state !== null && <Fact name={LINE.state}>{state}</Fact>}
        </Facts>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function whenCopy({ day, time, period }: LineView) {
  if (day !== null) return [daysCopy(day, day), time?.slice(0, 5)].filter(Boolean).join(' ')
  return period ? daysCopy(period.from, period.to) : ''
}

/** A donation as Melt has it, beside a line. */
export function DonationFacts({ donation }: { donation: CandidateView }) {
  const { donorName, amount, status, occurredAt } = donation
  return (
    <span className="flex min-w-0 flex-1 flex-col gap-0.5">
      <span className="line justify-between">
        <strong className="num">{amount === null ? DECIDE.noAmount : cheese(amount)}</strong>
        <StatusLabel status={status} />
      </span>
      <span>{donorName ?? LINE.anonymous}</span>
      <span className="note">
        <At at={occurredAt} />
      </span>
    </span>
  )
}
