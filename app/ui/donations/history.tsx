import type { ActorKind, DonationStatus } from '#prisma'
import { MERGED, UNMERGED } from '~/domain/donations/status'
import { paths } from '~/http/paths'
import { statusWord } from '../label'
import { At } from '../when'

export type Entry = {
  seq: number
  from: DonationStatus | null
  to: DonationStatus
  amountDelta: number
  actorKind: ActorKind
  actorName: string | null
  reason: string | null
  at: string
  hash: string
}

const ACTORS = {
  viewer: '팬',
  creator: '스트리머',
  admin: '운영자',
  session: '치지직 신호',
  statement: '정산 내역',
} as const satisfies Record<ActorKind, string>

const signed = new Intl.NumberFormat('ko-KR', { signDisplay: 'exceptZero' })

/** Everything that ever happened to a donation, one row each; rows are only ever added. */
export function History({ entries }: { entries: Entry[] }) {
  return (
    <section className="stack-tight">
      <h2>진행 기록</h2>
      <table className="history">
        <thead>
          <tr>
            <th scope="col">구분, 시각</th>
            <th scope="col">누가</th>
            <th scope="col" className="num">
              치즈
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.seq} entry={entry} />
          ))}
        </tbody>
      </table>
      <p className="small soft">
        기록은 고치거나 지우지 않아요. 바뀔 때마다 한 줄씩 더해져요.{' '}
        <a className="link" href={paths.ledger}>
          확인하는 방법
        </a>
      </p>
    </section>
  )
}

/** Two reasons are the ledger's own words. */
export function reasonWord(reason: string) {
  if (reason === MERGED) return '같은 후원과 합쳤어요'
  return reason === UNMERGED ? '합치기를 되돌렸어요' : reason
}

function EntryRow({
  entry: { seq, from, to, amountDelta, actorKind, actorName, reason, at, hash },
}: {
  entry: Entry
}) {
  return (
    <tr>
      <td>
        <strong>{from ? `${statusWord(from)} → ${statusWord(to)}` : statusWord(to)}</strong>
        <br />
        <At at={at} />
        {reason && (
          <>
            <br />
            이유: {reasonWord(reason)}
          </>
        )}
        <br />
        <span className="soft num">
          {seq}번째 기록 <abbr title={hash}>{hash.slice(0, 8)}</abbr>
        </span>
      </td>
      <td>
        {ACTORS[actorKind]}
        {actorName && <span className="soft block">{actorName}</span>}
      </td>
      <td className="num">{signed.format(amountDelta)}</td>
    </tr>
  )
}
