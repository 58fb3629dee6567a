import type { RewardView } from '~/domain/rewards/presenter'
import { OutIcon } from '../icons'
import { When } from '../when'
import { CouponBox } from './coupon-box'
import { gateName } from './gate-words'

type OpenContent = Extract<RewardView, { locked: false }>
type ContentPostProps = { content: OpenContent; here: string; mine: boolean }

/** A reward that is open to whoever looks, whole. */
export function RewardPost({ content, here, mine }: ContentPostProps) {
  const { id, title, body, link, image, audio, coupon, opens, createdAt } = content
  return (
    <article className="stack">
      <header className="stack-tight">
        <h1 className="content-title">{title}</h1>
        <div className="line small soft">
          <span className="tag tag-ok">{gateName(opens)}</span>
          <When at={createdAt} />
        </div>
      </header>
      {image && (
        <img
          className="content-image"
          src={image.url}
          width={image.width}
          height={image.height}
          alt={`${title}의 사진`}
        />
      )}
      {body && <p className="claim-text">{body}</p>}
      {audio && (
        // biome-ignore lint/a11y/useMediaCaption: what a streamer says into a phone has no written words with it
        <audio
          className="content-audio"
          controls
          preload="none"
          src={audio.url}
          aria-label={`${title}의 소리`}
        />
      )}
      {coupon && <CouponBox id={id} coupon={coupon} here={here} mine={mine} />}
      {link && (
        <a
          className="button button-quiet wide content-link"
          href={link}
          rel="noopener noreferrer nofollow"
          target="_blank"
        >
          <OutIcon />
          <span className="ellipsis">{new URL(link).host}</span>
          <span className="sr-only">새 창에서 열려요</span>
        </a>
      )}
    </article>
  )
}
