import {
  data,
  type HeadersArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Outlet, useLocation, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import { env } from '~/env.server'
import { expire, noticeCookie } from '~/http/login/cookies.server'
import { restoreForm } from '~/http/login/resume.server'
import { page } from '~/http/pages/page.server'
import { parseTheme } from '~/http/pages/theme.server'
import { findOwnCounts } from '~/http/pages/visitor.server'
import { paths } from '~/http/paths'
import { parseNotice } from '~/http/responses/answer.server'
import { isMeltsFault } from '~/http/responses/statuses'
import { isDashboard } from '~/ui/frame/address'
import { Document, Frame } from '~/ui/frame/frame'
import { ProblemPage, problemTitle } from '~/ui/frame/problem-page'
import { PageContext } from '~/ui/page-context'
import styles from '~/ui/styles/app.css?url'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${problemTitle(error)} · 멜트` : '멜트' },
  { name: 'description', content: '방송이 끝나도 이어지는 응원. 치지직 스트리머와 팬의 멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  const { request } = args
  return page(args, async (viewer) => {
    const [notice, putBackCookie] = await Promise.all([parseNotice(request), restoreForm(args)])
    const counts = isDashboard(new URL(request.url).pathname) ? await findOwnCounts(args) : null
    const frame = {
      viewer: viewer && { id: viewer.id, channelId: viewer.channel?.chzzkChannelId ?? null },
      waiting: counts?.unconfirmed ?? 0,
      unread: counts?.unread ?? 0,
      notifications: viewer?.unreadNotifications ?? 0,
      theme: parseTheme(request),
      sandbox: env.chzzk.sandbox,
      notice,
    }
    const headers = new Headers()
    if (notice) headers.append('Set-Cookie', await expire(noticeCookie))
    if (putBackCookie) headers.append('Set-Cookie', putBackCookie)
    return data(frame, { headers })
  })
}

export function headers({ errorHeaders }: HeadersArgs) {
  const headers = new Headers()
  for (const name of ['Retry-After', 'Allow', 'Cache-Control']) {
    const value = errorHeaders?.get(name)
    if (value) headers.set(name, value)
  }
  return headers
}

export function Layout({ children }: { children: ReactNode }) {
  const known = useRouteLoaderData<typeof loader>('root')
  const { sandbox = false, theme = 'system', form } = useContext(PageContext)
  const { pathname, search } = useLocation()
  // The offline page is kept for whoever will be without a connection, signed in or not.
  const isKnown = known && !(form && isMeltsFault(form.reason)) && pathname !== paths.offline
  return (
    <Document theme={known?.theme ?? theme}>
      <Frame
        address={pathname + search}
        reader={isKnown ? (known?.viewer?.id ?? '') : null}
        channelId={known?.viewer?.channelId ?? null}
        waiting={known?.waiting ?? 0}
        unread={known?.unread ?? 0}
        notifications={known?.notifications ?? 0}
        sandbox={known?.sandbox ?? sandbox}
        notice={known?.notice ?? null}
      >
        {children}
      </Frame>
    </Document>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  const known = useRouteLoaderData<typeof loader>('root')
  const { pathname, search } = useLocation()
  const mayOpenChannel = known?.viewer?.channelId === null
  return <ProblemPage error={useRouteError()} address={pathname + search} mayOpenChannel={mayOpenChannel} />
}
