import { MESSAGE_TYPE_COPY } from '~/copy/ko/moderation'
import type { ObjectionHead, QueueLine } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { ReasonTags } from '../moderation/reasons'
import { Ago } from '../when'

/** A reported message in an admin's list, without its text. */
export function AdminReportRow({ line }: { line: QueueLine }) {
  const { id, type, channelName, reasons, count, hidden, oldestAt } = line
  return (
    <li className="claim claim-link">
      <h3>
        <a className="plain whole" href={paths.adminReport(id)}>
          {channelName} 채널의 {MESSAGE_TYPE_COPY[type]}
        </a>
      </h3>
      <ReasonTags reasons={reasons} count={count} hidden={hidden} />
      <p className="text-sm text-soft">
        첫 신고 <Ago at={oldestAt} />
      </p>
    </li>
  )
}

/** An objection in an admin's list, without any text or name. */
export function AdminObjectionRow({ objection }: { objection: ObjectionHead }) {
  const { id, type, channelName, createdAt } = objection
  return (
    <li className="claim claim-link">
      <h3>
        <a className="plain whole" href={paths.adminObjection(id)}>
          {channelName} 채널의 {MESSAGE_TYPE_COPY[type]}
        </a>
      </h3>
      <p className="text-sm text-soft">
        이의 <Ago at={createdAt} />
      </p>
    </li>
  )
}
