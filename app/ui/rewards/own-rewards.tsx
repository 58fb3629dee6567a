import type { Opens } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { LockIcon, NextIcon } from '../icons'
import { More } from '../more'
import { Ago } from '../when'
import { gateName } from './gate-words'

type Listed = {
  id: string
  title: string
  opens: Opens
  hasImage: boolean
  hasAudio: boolean
  coupon: { left: number; total: number } | null
  createdAt: string
}

/** What a creator shares, each with the way to change it. */
export function OwnRewards({ items, nextCursor }: { items: Listed[]; nextCursor: string | null }) {
  if (items.length === 0) {
    return (
      <Empty icon={<LockIcon />} title="아직 올린 콘텐츠가 없어요">
        <p className="soft">방송 뒷이야기, 사진, 녹음, 쿠폰을 배지를 받은 분에게만 열어 보세요</p>
      </Empty>
    )
  }
  return (
    <>
      <ul className="card rows">
        {items.map((content) => (
          <li key={content.id}>
            <a className="row plain" href={paths.ownReward(content.id)}>
              <span className="row-body">
                <span className="ellipsis">{content.title}</span>
                <span className="small soft">
                  {partsOf(content)} · <Ago at={content.createdAt} />
                </span>
              </span>
              <NextIcon />
            </a>
          </li>
        ))}
      </ul>
      <More address={paths.ownRewards} cursor={nextCursor} shown={items.length} />
    </>
  )
}

function partsOf({ opens, hasImage, hasAudio, coupon }: Listed) {
  const given = coupon && `쿠폰 ${coupon.total}장 중 ${coupon.left}장 남음`
  return [gateName(opens), hasImage && '사진', hasAudio && '소리', given].filter(Boolean).join(' · ')
}
