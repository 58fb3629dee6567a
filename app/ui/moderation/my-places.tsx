import { paths } from '~/http/paths'
import { FlagIcon, LockIcon, NextIcon, SettingsIcon } from '../icons'

/** The ways from a person's own page to what they got and reported, and for an admin to their work. */
export function MyPlaces({ admin, coupons }: { admin: boolean; coupons: boolean }) {
  return (
    <nav className="card" aria-label="더 보기">
      {coupons && (
        <a className="row plain" href={paths.myCoupons}>
          <LockIcon />
          <span className="row-body">내 쿠폰</span>
          <NextIcon />
        </a>
      )}
      <a className="row plain" href={paths.myReports}>
        <FlagIcon />
        <span className="row-body">신고 기록</span>
        <NextIcon />
      </a>
      {admin && (
        <a className="row plain" href={paths.admin}>
          <SettingsIcon />
          <span className="row-body">운영</span>
          <NextIcon />
        </a>
      )}
    </nav>
  )
}
