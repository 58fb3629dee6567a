import type { ReactNode } from 'react'

type IconProps = { className?: string }

function Icon({ className, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      className={className}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

const icon = (d: string) =>
  function DrawnIcon({ className }: IconProps) {
    return (
      <Icon className={className}>
        <path d={d} />
      </Icon>
    )
  }

/** Melt's own mark: something warm that has begun to run. */
export function Mark({ className }: IconProps) {
  return (
    <svg className={className} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d="M3 9a9 9 0 0 1 18 0v6.5a2 2 0 0 1-4 0V14a1.5 1.5 0 0 0-3 0v5.5a2 2 0 0 1-4 0V13a1.5 1.5 0 0 0-3 0v1a2 2 0 0 1-4 0z" />
    </svg>
  )
}

export const HomeIcon = icon('M4 11 12 4l8 7v8.5a.5.5 0 0 1-.5.5H15v-6H9v6H4.5a.5.5 0 0 1-.5-.5z')
export const ChannelsIcon = icon(
  'M12 20s-7.5-4.4-7.5-10A4.3 4.3 0 0 1 12 7.4 4.3 4.3 0 0 1 19.5 10c0 5.6-7.5 10-7.5 10z',
)
export const CheeseIcon = icon(
  'M3.5 13 14 5.5a6.5 6.5 0 0 1 6.5 6V19h-17zM3.5 13h17M8.5 16.2h.01M15 16.4h.01',
)
export const BellIcon = icon('M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4')
export const LetterIcon = icon('M4 6h16v12H4zM4.5 6.5 12 13l7.5-6.5')
export const PersonIcon = icon('M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0')
export const InboxIcon = icon('M4 13.5 6.5 5h11l2.5 8.5V19H4zM4 13.5h4.5a3.5 3.5 0 0 0 7 0H20')
export const CheckIcon = icon('M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8 12.2l2.8 2.8L16 9.5')
export const FeedIcon = icon('M5 5h14v6H5zM5 15h14M5 19h9')
export const ChartIcon = icon('M4 20h16M7 16.5v-4M12 16.5V6M17 16.5v-7')
export const SettingsIcon = icon(
  'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
)
export const ShareIcon = icon('M12 15V4M8 7.5 12 4l4 3.5M5 12v8h14v-8')
export const EveryoneIcon = icon(
  'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c2.8 2.6 2.8 14.4 0 17M12 3.5c-2.8 2.6-2.8 14.4 0 17',
)
export const NextIcon = icon('m9 5 7 7-7 7')
export const OutIcon = icon('M13 5h6v6M19 5l-8.5 8.5M17 14v5H5V7h5')
export const MoonIcon = icon('M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z')
export const LockIcon = icon('M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3')
export const UnlockedIcon = icon('M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.7-1.4')
export const BookIcon = icon(
  'M5 5.5A1.5 1.5 0 0 1 6.5 4H19v13H6.5A1.5 1.5 0 0 0 5 18.5zM5 18.5A1.5 1.5 0 0 0 6.5 20H19',
)
export const PinIcon = icon('M9 4h6l-1 6 4 4H6l4-4zM12 14v6')
export const ReplyIcon = icon('M10 8 5 13l5 5M5 13h9a5 5 0 0 0 5-5V6')
export const RetweetIcon = icon('M6 9V7h11l-3-3M18 15v2H7l3 3')
export const FlagIcon = icon('M6 21V4M6 4.5h11l-2.5 4 2.5 4H6')
export const SignalIcon = icon(
  'M12 12h.01M8.5 15.5a5 5 0 0 1 0-7M15.5 8.5a5 5 0 0 1 0 7M5.5 18.5a9.2 9.2 0 0 1 0-13M18.5 5.5a9.2 9.2 0 0 1 0 13',
)
export const StarIcon = icon('m12 4 2.4 5.1 5.6.7-4.1 3.8 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.8l5.6-.7z')
export const BadgeIcon = icon(
  'M12 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM8.7 13.5 7.5 21l4.5-2.5 4.5 2.5-1.2-7.5',
)
