import { type ReactNode, useContext } from 'react'
import { FormAlert } from '../form/form-alert'
import { PageContext } from '../page-context'
import { Notice, type NoticeShown } from './notice'
import { SiteFooter } from './site-footer'
import { TabBar } from './tab-bar'
import { TopBar } from './top-bar'

export type FrameProps = {
  address: string
  /** Who reads it; empty for somebody signed out, null where nobody could find out. */
  reader: string | null
  channelId: string | null
  waiting: number
  unread: number
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
  sandbox,
  notice,
  children,
}: FrameProps & { children: ReactNode }) {
  const { form } = useContext(PageContext)
  return (
    <div className="frame" data-reader={reader ?? undefined}>
      <a className="skip" href="#page">
        본문으로 바로가기
      </a>
      {sandbox && (
        <aside className="band" aria-label="연습 모드 안내">
          <strong>연습 모드</strong> 진짜 치지직이 아니에요. 돈은 오가지 않아요
        </aside>
      )}
      <TopBar address={address} signedIn={reader === null ? null : reader !== ''} channelId={channelId} />
      <Notice notice={notice} address={address} />
      <main id="page" className="page" tabIndex={-1}>
        {form && <FormAlert returned={form} formPage={address} />}
        {children}
      </main>
      <SiteFooter />
      <TabBar address={address} channelId={channelId} waiting={waiting} unread={unread} />
    </div>
  )
}
