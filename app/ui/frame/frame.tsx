import { Links, Meta } from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import type { ReturnedForm } from '~/http/context'
import { paths } from '~/http/paths'
import { PreparedForm } from '../form/operation-form'
import { PageContext, useBeside } from '../page-context'
import fonts from '../styles/fonts.css?url'
import { TabBar } from './tab-bar'
import { TopBar } from './top-bar'

export type ThemeName = 'system' | 'dark' | 'light'

const SCHEMES = { system: 'dark light', dark: 'dark', light: 'light' } as const

/** The HTML around every page: one small script, which a page does without; the fonts' sheet comes last, so that no first sight waits for it. */
export function Document({ theme, children }: { theme: ThemeName; children: ReactNode }) {
  const { script } = useContext(PageContext)
  return (
    <html lang="ko" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content={SCHEMES[theme]} />
        {theme === 'system' && (
          <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        )}
        <meta name="theme-color" content={theme === 'light' ? '#ffffff' : '#141517'} />
        <meta name="mobile-web-app-capable" content="yes" />
        <meta name="apple-mobile-web-app-title" content="멜트" />
        <Meta />
        <Links />
        {script && <script type="module" src={script} />}
      </head>
      <body>
        {children}
        <link rel="stylesheet" href={fonts} />
      </body>
    </html>
  )
}

type NoticeShown = {
  text: string
  undo?: { action: string; fields: Record<string, string> }
  stays?: boolean
}

type FrameProps = {
  address: string
  /** Who reads it; empty for somebody signed out, null where nobody could find out. */
  reader: string | null
  channelId: string | null
  waiting: number
  unread: number
  /** How many notices they have not read. */
  notifications: number
  sandbox: boolean
  notice: NoticeShown | null
}

/** The one column every page stands in: head, page, foot and tabs. */
export function Frame({
  address,
  reader,
  channelId,
  waiting,
  unread,
  notifications,
  sandbox,
  notice,
  children,
}: FrameProps & { children: ReactNode }) {
  const { form, inApp } = useContext(PageContext)
  return (
    <div className="frame" data-reader={reader ?? undefined} data-in-app={inApp ? '' : undefined}>
      <a
        className="absolute top-2 left-2 z-40 -translate-y-[200%] rounded-xl bg-accent px-4 py-3 font-bold text-on-accent focus:translate-y-(--inset)"
        href="#page"
      >
        본문으로 바로가기
      </a>
      {sandbox && (
        <aside
          className="bg-[repeating-linear-gradient(135deg,var(--color-raised)_0_12px,var(--color-lifted)_12px_24px)] px-[max(1rem,env(safe-area-inset-left))] py-2 text-center text-xs"
          aria-label="연습 모드 안내"
        >
          <strong>연습 모드</strong> 진짜 치지직이 아니에요. 돈은 오가지 않아요
        </aside>
      )}
      <TopBar
        address={address}
        signedIn={reader === null ? null : reader !== ''}
        channelId={channelId}
        notifications={notifications}
      />
      <Notice notice={notice} />
      <main id="page" className={sandbox ? '[--below:2.75rem]' : undefined} tabIndex={-1}>
        {form && <FormAlert returned={form} formPage={address} />}
        {children}
      </main>
      <SiteFooter />
      <TabBar address={address} channelId={channelId} waiting={waiting} unread={unread} />
    </div>
  )
}

const FOOT_LINKS = [
  [paths.terms, '이용약관'],
  [paths.privacy, '개인정보 처리방침'],
  [paths.policy, '운영정책'],
] as const

function SiteFooter() {
  return (
    <footer className="border-t border-line px-4 pt-5 pb-6 text-xs text-soft">
      <p className="text-pretty">멜트는 치지직(CHZZK)·네이버(NAVER)와 제휴하지 않은 독립 서비스예요.</p>
      <nav className="flex gap-4" aria-label="약관과 정책">
        {FOOT_LINKS.map(([to, name]) => (
          <a key={to} className="tap underline underline-offset-[0.2em]" href={to}>
            {name}
          </a>
        ))}
      </nav>
    </footer>
  )
}

/** The place where an act is acknowledged; empty, it waits for the next one. */
function Notice({ notice }: { notice: NoticeShown | null }) {
  return (
    <div id="notice" role="status" aria-live="polite" data-notice={notice?.stays ? 'stays' : ''}>
      {notice && <p>{notice.text}</p>}
      {notice?.undo && (
        <PreparedForm form={notice.undo} redirectTo="here">
          <button className="button button-text whitespace-nowrap" type="submit">
            되돌리기
          </button>
        </PreparedForm>
      )}
    </div>
  )
}

type FormAlertProps = { returned: ReturnedForm; formPage: string }

/** Why a form came back, above its fields; what was written is still in them. */
function FormAlert({ returned, formPage }: FormAlertProps) {
  const beside = useBeside()
  if (returned.reason === null) return null
  return (
    <div className="alert" role="alert">
      <p>
        <strong>{returned.title}.</strong> {returned.detail}
      </p>
      {returned.reason === 'signed_out' && (
        <p>
          <a className="link tap" href={paths.loginPage(formPage)} {...beside}>
            로그인하고 이어서 보내기
          </a>
          <span className="note">
            {beside.target
              ? ' 새 창에서 로그인한 뒤 여기로 돌아와 다시 보내 주세요'
              : ' 적은 글을 복사해 두고 로그인한 뒤 다시 보내 주세요'}
          </span>
        </p>
      )}
      {returned.reason === 'agreement_needed' && (
        <a className="link tap" href={paths.welcome} {...beside}>
          약관 보고 이어서 보내기
        </a>
      )}
    </div>
  )
}
