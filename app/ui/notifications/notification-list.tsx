import { KIND_COPY, NOTIFICATIONS, notificationCopy } from '~/copy/ko/notifications'
import type { NotificationView } from '~/domain/notifications/presenter'
import { paths } from '~/http/paths'
import { BadgeMark } from '../badges/badge'
import { OperationForm } from '../form/operation-form'
import { Ago } from '../when'

/** The notices of a page, each a way to what it is about. */
export function NotificationList({ items }: { items: NotificationView[] }) {
  return (
    <ul className="flex flex-col">
      {items.map((notification) => (
        <NotificationRow key={notification.id} notification={notification} />
      ))}
    </ul>
  )
}

/** What happened and where it leads, why it came, and the way to get no more like it. */
function NotificationRow({ notification }: { notification: NotificationView }) {
  const { id, kind, chzzkChannelId, read, createdAt, badge } = notification
  return (
    <li className="flex flex-col border-b border-line py-1 last:border-b-0" data-row="">
      <a className="row border-b-0" href={paths.notification(id)}>
        <span className="row-body">
          <span className={read ? undefined : 'font-bold'}>{notificationCopy(notification)}</span>
          <span className="note">
            {!read && <span className="tag tag-ok mr-1.5">{NOTIFICATIONS.isNew}</span>}
            <Ago at={createdAt} />
          </span>
        </span>
        {badge && <BadgeMark badge={badge} />}
      </a>
      <details className="ask">
        <summary className="link-small">{NOTIFICATIONS.why}</summary>
        <p className="note">{KIND_COPY[kind].why}</p>
        <OperationForm
          op="PUT /notices/mutes"
          fields={{ kind, ...(IS_OF_CHANNEL.has(kind) && { chzzkChannelId }) }}
          redirectTo="here"
        >
          <button className="button button-quiet button-small" type="submit">
            {IS_OF_CHANNEL.has(kind) ? NOTIFICATIONS.muteHere : NOTIFICATIONS.muteEverywhere}
          </button>
        </OperationForm>
      </details>
    </li>
  )
}

/** Of the others there is one channel, or what they are about is no channel's. */
const IS_OF_CHANNEL = new Set(['reply', 'retweet', 'confirmed', 'corrected', 'badge', 'post'])
