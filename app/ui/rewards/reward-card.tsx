import type { RewardView } from '~/domain/rewards/presenter'
import { LockIcon, UnlockedIcon } from '../icons'
import { Ago } from '../when'
import { gateName, gateWords } from './gate-words'

/** A reward in its channel's list: a locked one says what opens it and nothing else. */
export function RewardCard({ content, href }: { content: RewardView; href: string }) {
  const { title, opens, locked, createdAt } = content
  return (
    <li>
      <a className={`claim plain content-card ${locked ? 'content-locked' : ''}`} href={href}>
        <span className="line">
          <span className="content-mark">
            {locked ? <LockIcon /> : <UnlockedIcon />}
            <span className="sr-only">{locked ? '잠김' : '열림'}</span>
          </span>
          <strong className="content-title">{title}</strong>
        </span>
        {!locked && content.image && (
          <img
            className="content-image"
            src={content.image.url}
            width={content.image.width}
            height={content.image.height}
            alt=""
            loading="lazy"
          />
        )}
        {!locked && content.body && <span className="content-begin soft">{content.body}</span>}
        <span className="small soft">
          {locked ? gateWords(opens) : partsOf(content)} · <Ago at={createdAt} />
        </span>
      </a>
    </li>
  )
}

type OpenContent = Extract<RewardView, { locked: false }>

function partsOf({ opens, audio, coupon, link }: OpenContent) {
  const parts = [gateName(opens), audio && '소리', coupon && '쿠폰', link && '링크']
  return parts.filter(Boolean).join(' · ')
}
