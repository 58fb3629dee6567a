import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { NOTIFICATIONS } from '~/copy/ko/notifications'
import { pageQuery } from '~/domain/messages/input'
import { listNotifications } from '~/domain/notifications/list.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { OperationForm } from '~/ui/form/operation-form'
import { BellIcon, SettingsIcon } from '~/ui/icons'
import { Empty, More } from '~/ui/list'
import { NotificationList } from '~/ui/notifications/notification-list'
import { PageHead } from '~/ui/page'
import { PlaceCard } from '~/ui/places'

export const meta: MetaFunction = () => [{ title: `${NOTIFICATIONS.title} · 멜트` }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    const asked = parseSearch(pageQuery, args.request)
    return { ...(await listNotifications(viewer, asked)), isFirst: asked.cursor === undefined }
  })
}

export default function NotificationsPage() {
  const { items, nextCursor, isFirst } = useLoaderData<typeof loader>()
  const [last] = items
  return (
    <>
      <PageHead back="마이로 돌아가기" backTo={paths.me} title={NOTIFICATIONS.title}>
        {NOTIFICATIONS.about}
      </PageHead>
      {last && items.some(({ read }) => !read) && (
        <OperationForm op="POST /notices/read" fields={isFirst ? { until: last.createdAt } : {}}>
          <button className="button button-quiet w-full" type="submit">
            {NOTIFICATIONS.readAll}
          </button>
        </OperationForm>
      )}
      {items.length === 0 && isFirst ? (
        <Empty icon={<BellIcon />} title={NOTIFICATIONS.empty}>
          <p className="text-soft">{NOTIFICATIONS.emptyNote}</p>
          <a className="button button-quiet" href={paths.favorites}>
            채널 찾기
          </a>
        </Empty>
      ) : (
        <NotificationList items={items} />
      )}
      <More
        address={paths.notifications}
        cursor={nextCursor}
        shown={isFirst ? 0 : items.length}
        isFirst={isFirst}
      />
      <PlaceCard href={paths.notificationPreferences} icon={<SettingsIcon />}>
        {NOTIFICATIONS.preferences}
      </PlaceCard>
    </>
  )
}
