import type { DonationView } from '~/domain/donations/presenter'
import type { RetweetCandidate } from '~/domain/letters/retweet-candidates'
import { paths } from '~/http/paths'
import { BadgedName, VipTag } from '../badges/badge'
import { UnconfirmedRow } from '../donations/donation-row'
import { Face } from '../face'
import { RetweetIcon } from '../icons'

type UnconfirmedDonationsProps = { count: number; items: DonationView[] }

const MAX_HERE = 5

/** The donations that wait to be confirmed, above everything else. */
export function UnconfirmedDonations({ count, items }: UnconfirmedDonationsProps) {
  return (
    <section className="flex flex-col gap-4" aria-labelledby="waiting-title">
      <h2 id="waiting-title">
        확인 전 후원 <span className="num">{count}건</span>
      </h2>
      <ul className="flex flex-col gap-4">
        {items.slice(0, MAX_HERE).map((donation) => (
          <UnconfirmedRow key={donation.id} donation={donation} />
        ))}
      </ul>
      <a className="button button-quiet w-full" href={paths.confirm}>
        {count > MAX_HERE ? `${count}건 모두 보기` : '후원 확인으로 가기'}
      </a>
    </section>
  )
}

/** Candidates for an introduction; each is opened first, and nothing is public without the usual button. */
export function RetweetCandidates({ items }: { items: RetweetCandidate[] }) {
  if (items.length === 0) return null
  return (
    <details className="card">
      <summary className="-my-2 flex min-h-11 min-w-0 items-center gap-2 [&>svg]:size-5 [&>svg]:flex-none [&>svg]:text-soft">
        <RetweetIcon />
        <span className="row-body">소개해 볼 만한 편지</span>
        <span className="num note">{items.length}통</span>
      </summary>
      <p className="note">
        소개해도 좋다고 한 편지 가운데 배지와 기다린 날을 보고 골랐어요. 열어서 읽고 소개해 주세요
      </p>
      <ul className="flex flex-col">
        {items.map(({ id, author, content, waitingDays }) => (
          <li key={id} className="row relative">
            <Face name={author.displayName} />
            <span className="row-body">
              <span className="line">
                <BadgedName badge={author.badge}>
                  <a className="after:absolute after:inset-0" href={paths.inboxLetter(id)}>
                    {author.displayName}
                  </a>
                </BadgedName>
                {author.vip && <VipTag />}
              </span>
              <span className="text-sm min-w-0 truncate">{content}</span>
              <span className="note">
                {waitingDays === 0 ? '오늘 온 편지예요' : `${waitingDays}일 기다렸어요`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
