import type { WorkerScope } from './scope'

const NOTICES = '/me/notices'
const ICON = '/icons/melt-192.png'
const UNREADABLE = { title: '멜트', body: '새 알림이 있어요' }

/** Shows what Melt sends, and leads to it (docs/decisions/0047-notices.md). */
export function answerPushes(scope: WorkerScope) {
  scope.addEventListener('push', (event) => {
    // Whatever it is, something is shown: iOS ends a subscription after three that show nothing.
    const { title, body, tag, navigate } = parsePush(event.data?.text() ?? '', scope.location.origin)
    const options = { body, tag, lang: 'ko', icon: ICON, data: { navigate } }
    event.waitUntil(scope.registration.showNotification(title, options))
  })
  scope.addEventListener('notificationclick', (event) => {
    event.notification.close()
    event.waitUntil(scope.clients.openWindow(event.notification.data?.navigate ?? NOTICES))
  })
}

type Push = { title: string; body: string; tag?: string; navigate: string }

/** Leads nowhere but to Melt. */
export function parsePush(text: string, origin: string): Push {
  const shown = parseNotification(text)
  const navigate = typeof shown.navigate === 'string' ? shown.navigate : NOTICES
  const isOurs = URL.canParse(navigate, origin) && new URL(navigate, origin).origin === origin
  return {
    title: typeof shown.title === 'string' ? shown.title : UNREADABLE.title,
    body: typeof shown.body === 'string' ? shown.body : UNREADABLE.body,
    ...(typeof shown.tag === 'string' && { tag: shown.tag }),
    navigate: isOurs ? navigate : NOTICES,
  }
}

function parseNotification(text: string): Record<string, unknown> {
  try {
    const { notification } = JSON.parse(text)
    return typeof notification === 'object' && notification !== null ? notification : {}
  } catch {
    return {}
  }
}
