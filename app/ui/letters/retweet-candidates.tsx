import type { RetweetCandidate } from '~/domain/letters/retweet-candidates'
import { paths } from '~/http/paths'
import { Name } from '../badges/name'
import { VipTag } from '../badges/vip-tag'
import { Face } from '../face'
import { RetweetIcon } from '../icons'

/** Letters that may be worth introducing; each is opened first, and nothing is public without the usual button. */
export function RetweetCandidates({ items }: { items: RetweetCandidate[] }) {
  if (items.length === 0) return null
  return (
    <details className="card candidates">
      <summary className="line">
        <RetweetIcon />
        <span className="row-body">소개해 볼 만한 편지</span>
        <span className="num small soft">{items.length}통</span>
      </summary>
      <p className="small soft">
        소개해도 좋다고 한 편지 가운데 배지와 기다린 날을 보고 골랐어요. 열어서 읽고 소개해 주세요
      </p>
      <ul className="rows">
        {items.map(({ id, author, content, waitingDays }) => (
          <li key={id} className="row claim-link">
            <Face name={author.displayName} />
            <span className="row-body">
              <span className="line">
                <Name badge={author.badge}>
                  <a className="plain whole" href={paths.inboxLetter(id)}>
                    {author.displayName}
                  </a>
                </Name>
                {author.vip && <VipTag />}
              </span>
              <span className="small ellipsis">{content}</span>
              <span className="small soft">
                {waitingDays === 0 ? '오늘 온 편지예요' : `${waitingDays}일 기다렸어요`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
