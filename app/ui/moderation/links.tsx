import { paths } from '~/http/paths'
import { FlagIcon, NextIcon } from '../icons'

/** The quiet way to report a message, at the end of its foot; somebody who is logged out logs in first. */
export function ReportLink({ id }: { id: string }) {
  return (
    <a className="report-link tap" href={paths.report(id)} rel="nofollow">
      신고
    </a>
  )
}

/** The way to what was reported and hidden in one's channel, and how much waits there. */
export function ModerationLink({ count }: { count?: number }) {
  return (
    <a className="card plain moderation-link" href={paths.moderation}>
      <span className="row">
        <FlagIcon />
        <span className="row-body">{count ? `확인할 신고와 이의 ${count}건` : '신고와 숨김'}</span>
        <NextIcon />
      </span>
    </a>
  )
}
