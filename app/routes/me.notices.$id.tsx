import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { notificationPath } from '~/domain/notifications/input'
import { openNotification } from '~/domain/notifications/list.server'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'

/** The way to what a notice is about, which is read from then on (docs/decisions/0047-notices.md). */
export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    const { id } = parsePath(notificationPath, args.params)
    throw redirect(paths.notificationTarget(await openNotification(viewer, id)))
  })
}

export default function NotificationPage() {
  return null
}
