import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { NOTIFICATIONS, PREFERENCES } from '~/copy/ko/notifications'
import { getNotificationPreferences } from '~/domain/notifications/preferences.server'
import { getWebhook } from '~/domain/notifications/webhook.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { ChannelMutes, KindSwitches, QuietHoursForm } from '~/ui/notifications/preferences'
import { PushCard, WebhookCard } from '~/ui/notifications/push'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: `${PREFERENCES.title} · 멜트` }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    const [preferences, webhook] = await Promise.all([
      getNotificationPreferences(viewer),
      viewer.channel ? getWebhook(viewer) : null,
    ])
    return { ...preferences, webhook }
  })
}

export default function NotificationPreferencesPage() {
  const { muted, webhook, quietFrom, quietTo } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back={NOTIFICATIONS.back} backTo={paths.notifications} title={PREFERENCES.title}>
        {PREFERENCES.about}
      </PageHead>
      <PushCard />
      {webhook && <WebhookCard webhook={webhook} />}
      <KindSwitches muted={muted} isCreator={webhook !== null} />
      <ChannelMutes muted={muted} />
      <QuietHoursForm quietFrom={quietFrom} quietTo={quietTo} />
    </>
  )
}
