import { unreadCopy } from '~/copy/ko/notifications'
import { paths } from '~/http/paths'
import { BellIcon, Mark } from '../icons'
import { isDashboard, isEntrance } from './address'

type TopBarProps = {
  address: string
  signedIn: boolean | null
  channelId: string | null
  notifications: number
}

/** Melt's name, what is new, and the way to the other side: the dashboard for a creator, the login for a stranger. */
export function TopBar({ address, signedIn, channelId, notifications }: TopBarProps) {
  return (
    <header className="flex min-h-14 flex-wrap items-center justify-between gap-x-2 px-4 py-1">
      <a
        className="flex min-h-11 items-center gap-2 text-lg font-extrabold tracking-[-0.02em]"
        href={paths.home}
      >
        <Mark className="size-6 text-accent" />
        멜트
      </a>
      {signedIn === false && !isEntrance(address) && (
        <a className="button button-quiet button-small" href={paths.loginPage(address)}>
          로그인
        </a>
      )}
      {signedIn && (
        <span className="flex items-center gap-1">
          <Bell count={notifications} />
          {channelId && <OtherSide address={address} />}
        </span>
      )}
    </header>
  )
}

function Bell({ count }: { count: number }) {
  return (
    <a
      className="relative flex size-11 items-center justify-center"
      href={paths.notifications}
      aria-label={unreadCopy(count)}
    >
      <BellIcon className="size-6" />
      {count > 0 && (
        <span
          className="absolute top-1 left-6 min-w-5 rounded-2xl bg-accent px-1.25 text-center text-2xs leading-5 font-bold text-on-accent tabular-nums"
          aria-hidden="true"
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </a>
  )
}

function OtherSide({ address }: { address: string }) {
  const [to, name] = isDashboard(address) ? [paths.home, '시청자 화면'] : [paths.inbox, '내 대시보드']
  return (
    <a className="button button-quiet button-small" href={to}>
      {name}
    </a>
  )
}
