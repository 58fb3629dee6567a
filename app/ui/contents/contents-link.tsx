import { LockIcon, NextIcon } from '../icons'

/** The way to what a channel shares with its badges. */
export function ContentsLink({ href, words = '배지로 여는 콘텐츠' }: { href: string; words?: string }) {
  return (
    <a className="card plain moderation-link" href={href}>
      <span className="row">
        <LockIcon />
        <span className="row-body">{words}</span>
        <NextIcon />
      </span>
    </a>
  )
}
