import type { ReactNode } from 'react'
import { actorCopy, entryReasonCopy, sourceCopy, statusCopy } from '~/copy/ko/donations'
import { cheese } from '~/copy/ko/numbers'
import { type DonationView, expectedAmount, type toEntryView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { BigFigure, Facts } from '../figures'
import { Written } from '../message'
import { StatusLabel } from '../tag'
import { At } from '../when'
import { HeldMark } from './donation-row'

/** All that is known of one donation. */
export function DonationFacts({ donation }: { donation: DonationView }) {
  const { status, amount, claimedAmount, message, occurredAt, confirmedAt, source, signal } = donation
  const { late, hideAmount, hideName } = donation
  const shown = amount ?? expectedAmount(donation)
  return (
    <section className="card">
      <div className="line justify-between">
        <BigFigure>{shown === null ? '금액 없음' : cheese(shown)}</BigFigure>
        <StatusLabel status={status} />
      </div>
      {signal && <span className="tag tag-signal self-start">치지직 신호 있음</span>}
      {message && <Written>{message}</Written>}
      <HeldMark donation={donation} />
      <Facts>
        <Fact name="후원 시각">
          <At at={occurredAt} />
          {late && ' · 늦게 등록했어요'}
        </Fact>
        {confirmedAt && (
          <Fact name="확인 시각">
            <At at={confirmedAt} />
          </Fact>
        )}
        {claimedAmount !== null && claimedAmount !== shown && (
          <Fact name="팬이 적은 금액">{cheese(claimedAmount)}</Fact>
        )}
        <Fact name="등록 경로">{sourceCopy(source)}</Fact>
        {signal && (
          <Fact name="치지직 신호">
            {signal.amount !== null && `${cheese(signal.amount)} · `}
            <At at={signal.receivedAt} />
          </Fact>
        )}
        {hideAmount && <Fact name="금액 공개">피드에서 숨겨요</Fact>}
        {hideName && <Fact name="이름 공개">피드에서 익명으로 보여요</Fact>}
      </Facts>
    </section>
  )
}

type FactProps = { name: string; children: ReactNode }

function Fact({ name, children }: FactProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

type Entry = ReturnType<typeof toEntryView>

const signed = new Intl.NumberFormat('ko-KR', { signDisplay: 'exceptZero' })

/** Everything that ever happened to a donation, one row each; rows are only ever added. */
export function History({ entries }: { entries: Entry[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2>진행 기록</h2>
      <table>
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
      <p className="note">
        기록은 고치거나 지우지 않고 바뀔 때마다 한 줄씩 더해요. 지울 수 있는 건 적은 이유뿐이에요.{' '}
        <a className="link" href={paths.ledger}>
          확인하는 방법
        </a>
      </p>
    </section>
  )
}

function EntryRow({
  entry: { seq, from, to, amountDelta, actorKind, actorName, reason, reasonErased, at, hash },
}: {
  entry: Entry
}) {
  return (
    <tr>
      <td>
        <strong>{from ? `${statusCopy(from)} → ${statusCopy(to)}` : statusCopy(to)}</strong>
        <br />
        <At at={at} />
        {reason && (
          <>
            <br />
            이유: {entryReasonCopy(reason)}
          </>
        )}
        {reasonErased && (
          <>
            <br />
            <span className="text-soft">이유는 지워졌어요</span>
          </>
        )}
        <br />
        <span className="text-soft num">
          {seq}번째 기록 <abbr title={hash}>{hash.slice(0, 8)}</abbr>
        </span>
      </td>
      <td>
        {actorCopy(actorKind)}
        {actorName && <span className="text-soft block">{actorName}</span>}
      </td>
      <td className="num">{signed.format(amountDelta)}</td>
    </tr>
  )
}
