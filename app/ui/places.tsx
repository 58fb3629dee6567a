import type { ReactNode } from 'react'
import { NOTIFICATIONS } from '~/copy/ko/notifications'
import { paths } from '~/http/paths'
import { BellIcon, FlagIcon, HomeIcon, LockIcon, NextIcon, SettingsIcon } from './icons'

type PlaceProps = { href: string; icon?: ReactNode; children: ReactNode }

/** The way to another page, one row among others. */
export function PlaceRow({ href, icon, children }: PlaceProps) {
  return (
    <a className="row" href={href}>
      {icon}
      <span className="row-body">{children}</span>
      <NextIcon />
    </a>
  )
}

/** The way to another page, as a card of its own. */
export function PlaceCard({ href, icon, children }: PlaceProps) {
  return (
    <a className="card" href={href}>
      <span className="row">
        {icon}
        <span className="row-body">{children}</span>
        <NextIcon />
      </span>
    </a>
  )
}

/** The ways from a person's own page to what they got and reported, and for an admin to their work. */
export function MyPlaces({ admin, coupons }: { admin: boolean; coupons: boolean }) {
  return (
    <nav className="card" aria-label="더 보기">
      <PlaceRow href={paths.notifications} icon={<BellIcon />}>
        {NOTIFICATIONS.title}
      </PlaceRow>
      {coupons && (
        <PlaceRow href={paths.myCoupons} icon={<LockIcon />}>
          내 쿠폰
        </PlaceRow>
      )}
      <PlaceRow href={paths.myReports} icon={<FlagIcon />}>
        신고 기록
      </PlaceRow>
      <PlaceRow href={paths.install} icon={<HomeIcon />}>
        홈 화면에 설치하기
      </PlaceRow>
      {admin && (
        <PlaceRow href={paths.admin} icon={<SettingsIcon />}>
          운영
        </PlaceRow>
      )}
    </nav>
  )
}
