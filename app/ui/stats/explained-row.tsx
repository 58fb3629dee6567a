import type { DonationSource, DonationStatus } from '#prisma'
import { cheese } from '~/domain/core/cheese'
import { paths } from '~/http/paths'
import { HiddenName, StatusLabel } from '../label'
import { At } from '../when'
import { broadcastWord, kindWord, provenanceWord } from './explained-words'

export type Explained = {
  id: string
  kind: 'donation' | 'intent' | 'test'
  occurredAt: string
  donorName: string | null
  hideName: boolean
  amount: number | null
  status: string | null
  source: string | null
  broadcast: string | null
  reason: string | null
}

/** One row of an explanation: who, how much, when, and why it is left out where it is. */
export function ExplainedRow({ row }: { row: Explained }) {
  const { id, kind, occurredAt, donorName, hideName, amount, reason } = row
  const status = row.status as DonationStatus | null
  const where = [
    status && row.source ? provenanceWord(status, row.source as DonationSource) : null,
    broadcastWord(row.broadcast),
  ].filter(Boolean)
  return (
    <li className="explained">
      <div className="line spread">
        <strong className="ellipsis">
          {kind === 'donation' ? (
            <a className="plain" href={paths.donation(id)}>
              {donorName}
            </a>
          ) : (
            kindWord(kind)
          )}
        </strong>
        {amount !== null && <strong className="num">{cheese(amount)}</strong>}
      </div>
      <div className="line spread small soft">
        <span>
          <At at={occurredAt} />
          {where.length > 0 && <> · {where.join(' · ')}</>}
        </span>
        {hideName && <HiddenName />}
        {status && <StatusLabel status={status} />}
      </div>
      {reason && <p className="small">{reason}</p>}
    </li>
  )
}
