import { LockIcon, NextIcon } from '../icons'

/** The way to what a channel shares with its badges. */
export function RewardsLink({ href }: { href: string }) {
  return (
    <a className="card plain moderation-link" href={href}>
      <span className="row">
        <LockIcon />
        <span className="row-body">배지로 여는 콘텐츠</span>
        <NextIcon />
      </span>
    </a>
  )
}
