import type { ComponentType } from 'react'
import { paths } from '~/http/paths'
import * as icons from '../icons'
import { channelAt, isDashboard } from './address'

type Tab = {
  to: string
  label: string
  Icon: ComponentType
  current: boolean
  count?: number
  counts?: 'waiting' | 'unread'
}

type TabBarProps = { address: string; channelId: string | null; waiting: number; unread: number }

/** Five places within a thumb's reach: a viewer's, or a creator's on the dashboard and all over their own channel. */
export function TabBar({ address, channelId, waiting, unread }: TabBarProps) {
  const path = address.split('?')[0] ?? address
  const creator = channelId !== null && (isDashboard(path) || channelAt(path) === channelId)
  const tabs = creator ? creatorTabs(path, channelId, waiting, unread) : viewerTabs(path)
  return (
    <nav
      className="sticky bottom-(--inset) z-10 grid grid-cols-5 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)]"
      aria-label={creator ? '스트리머 메뉴' : '주 메뉴'}
    >
      {tabs.map(({ to, label, Icon, current, count, counts }) => (
        <a key={to} className="tab" href={to} aria-current={current ? 'page' : undefined}>
          <Icon />
          {label}
          {count !== undefined ? (
            <span
              className="absolute top-1.5 left-[calc(50%+0.375rem)] min-w-5 rounded-2xl bg-accent px-1.25 text-center text-2xs leading-5 font-bold text-on-accent tabular-nums"
              data-live-count={counts}
              hidden={count === 0}
            >
              {count > 99 ? '99+' : count}
              <span className="sr-only">건</span>
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  )
}

function viewerTabs(path: string): Tab[] {
  const channel = channelAt(path)
  const donate = channel ? paths.donate(channel) : paths.donateAnywhere
  const inChannel = channel !== null && path !== donate
  return [
    { to: paths.home, label: '홈', Icon: icons.HomeIcon, current: path === paths.home },
    {
      to: paths.favorites,
      label: '채널',
      Icon: icons.ChannelsIcon,
      current: path === paths.favorites || inChannel,
    },
    { to: donate, label: '치즈 보내기', Icon: icons.CheeseIcon, current: path === donate },
    { to: paths.letters, label: '내 메시지', Icon: icons.LetterIcon, current: path === paths.letters },
    { to: paths.me, label: '마이', Icon: icons.PersonIcon, current: path.startsWith(paths.me) },
  ]
}

function creatorTabs(path: string, channelId: string, waiting: number, unread: number): Tab[] {
  const confirming = path.startsWith(paths.confirm)
  return [
    {
      to: paths.inbox,
      label: '인박스',
      Icon: icons.InboxIcon,
      current: path.startsWith(paths.inbox),
      count: unread,
      counts: 'unread',
    },
    {
      to: paths.confirm,
      label: '확인',
      Icon: icons.CheckIcon,
      current: confirming,
      count: waiting,
      counts: 'waiting',
    },
    {
      to: paths.channel(channelId),
      label: '피드',
      Icon: icons.FeedIcon,
      current: channelAt(path) === channelId,
    },
    {
      to: paths.stats,
      label: '통계',
      Icon: icons.ChartIcon,
      current: [paths.stats, paths.supporters, paths.settlement].some((place) => path.startsWith(place)),
    },
    { to: paths.settings, label: '설정', Icon: icons.SettingsIcon, current: path === paths.settings },
  ]
}
