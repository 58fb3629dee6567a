import { paths } from '~/http/paths'
import { Mark } from '../icons'
import { isDashboard, isEntrance } from './place'

type TopBarProps = { address: string; signedIn: boolean | null; channelId: string | null }

/** Melt's name, and the way to the other side: the dashboard for a creator, the login for a stranger. */
export function TopBar({ address, signedIn, channelId }: TopBarProps) {
  return (
    <header className="top">
      <a className="brand" href={paths.home}>
        <Mark />
        멜트
      </a>
      {signedIn === false && !isEntrance(address) && (
        <a className="button button-quiet button-small" href={paths.loginPage(address)}>
          로그인
        </a>
      )}
      {channelId && <OtherSide address={address} />}
    </header>
  )
}

function OtherSide({ address }: { address: string }) {
  if (isDashboard(address)) {
    return (
      <a className="button button-quiet button-small" href={paths.home}>
        시청자 화면
      </a>
    )
  }
  return (
    <a className="button button-quiet button-small" href={paths.inbox}>
      내 대시보드
    </a>
  )
}
