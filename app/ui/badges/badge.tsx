import type { ReactNode } from 'react'
import { type Badge, type DrawnIcon, isDrawn } from '~/domain/badges/badge'

const round = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1-${2 * r} 0z`

/** Each badge is one filled shape that differs from the others by its outline alone. */
const SHAPES: Record<DrawnIcon, string> = {
  drop: 'M12 1.8c4 5 7 8.6 7 12.7a7 7 0 0 1-14 0c0-4.1 3-7.7 7-12.7z',
  spark: 'M12 1c.9 6.3 4 9.8 11 11-7 1.2-10.1 4.7-11 11-.9-6.3-4-9.8-11-11 7-1.2 10.1-4.7 11-11z',
  star: 'm12 1.6 3.2 6.9 7.5.9-5.5 5.2 1.4 7.4L12 18.3 5.4 22l1.4-7.4L1.3 9.4l7.5-.9z',
  crown: 'm2 6.5 5.2 4.7L12 3.5l4.8 7.7L22 6.5l-1.7 10.3H3.7zM4 18.6h16V21H4z',
  heart:
    'M12 21.5C5.2 16.6 1.8 13 1.8 8.8A5.3 5.3 0 0 1 12 6.6a5.3 5.3 0 0 1 10.2 2.2c0 4.2-3.4 7.8-10.2 12.7z',
  flame:
    'M12.8 1c.4 4.2 7 7.2 7 13.4A7.8 7.8 0 0 1 4.2 14.4c0-2.9 1.4-5 3.1-6.7.2 1.9.9 3.1 2 3.9C9.6 7.3 10.4 3.6 12.8 1z',
  moon: 'M21.5 15.2A10 10 0 1 1 8.8 2.5a8 8 0 0 0 12.7 12.7z',
  clover: `${round(7.6, 6.4, 4.8)}${round(16.4, 6.4, 4.8)}${round(7.6, 14.4, 4.8)}${round(16.4, 14.4, 4.8)}M11 11h2l2.5 12.5h-4z`,
  gem: 'M6.5 3h11L23 9.5 12 22 1 9.5zM8 9.5l4 7.5 4-7.5z',
  note: 'M8.5 4.5 20.5 2v13.7a3.7 3.7 0 1 1-2.5-3.5V7.4l-7 1.5v9.3a3.7 3.7 0 1 1-2.5-3.5z',
  sprout:
    'M10.7 22.5v-8C5 14.5 1.5 11 1.5 5c5.6 0 9 2.7 10 7.1C12.3 7 16 3.5 22.5 3.5c0 6.3-3.5 10.5-9.3 11v8z',
  cheese: `M1.5 11.5 14.5 3.5c4.6.4 7.6 3.3 8 8zM1.5 13.3h21V21h-21z${round(8, 17.3, 1.9)}${round(16, 16.6, 1.7)}`,
}

/** Shapes that something is cut out of. */
const HOLED: DrawnIcon[] = ['gem', 'cheese']

const BLUE = 'text-[light-dark(#1f62b8,#86b8ff)]'
const VIOLET = 'text-[light-dark(#6a3fb5,#c6a6ff)]'
const GOLD = 'text-[light-dark(#8a5a00,#ffcf5c)]'
const RED = 'text-[light-dark(#b8322b,#ff9a8a)]'
const GREEN = 'text-[light-dark(#1c7a3c,#7ee29a)]'

/** A badge is known by its shape; its hue only repeats it. */
const HUES: Record<DrawnIcon, string> = {
  drop: BLUE,
  spark: VIOLET,
  star: GOLD,
  crown: GOLD,
  heart: RED,
  flame: RED,
  moon: BLUE,
  clover: GREEN,
  gem: BLUE,
  note: VIOLET,
  sprout: GREEN,
  cheese: GOLD,
}

type BadgeMarkProps = {
  badge: Pick<Badge, 'name' | 'icon'>
  large?: boolean
  silent?: boolean
  className?: string
}

/** A badge beside a name; read aloud as "골드 배지", unless its own name stands there. */
export function BadgeMark({ badge: { name, icon }, large, silent, className = '' }: BadgeMarkProps) {
  const label = `${name} 배지`
  const shape = `inline-block flex-none ${large ? 'size-7 align-middle' : 'size-4 align-[-0.125rem]'} ${className}`
  if (!isDrawn(icon))
    return (
      <img
        className={`${shape} object-contain text-text`}
        src={icon}
        alt={silent ? '' : label}
        title={silent ? undefined : label}
      />
    )
  const named = silent ? {} : { role: 'img', 'aria-label': label, title: label }
  return (
    <span className={`${shape} ${HUES[icon]}`} {...named}>
      <svg
        className="size-full"
        viewBox="0 0 24 24"
        fill="currentColor"
        fillRule={HOLED.includes(icon) ? 'evenodd' : 'nonzero'}
        aria-hidden="true"
      >
        <path d={SHAPES[icon]} />
      </svg>
    </span>
  )
}

export function BadgeTag({ badge }: { badge: Pick<Badge, 'name' | 'icon'> }) {
  return (
    <span className="tag tag-plain max-w-1/2 overflow-hidden text-text text-ellipsis">
      <BadgeMark badge={badge} silent />
      {badge.name}
    </span>
  )
}

/** Shown to the creator alone. */
export function VipTag() {
  return <span className="tag tag-vip">VIP</span>
}

type BadgedNameProps = { badge: Badge | null; children: ReactNode }

/** A name on one line, however long, behind its badge. */
export function BadgedName({ badge, children }: BadgedNameProps) {
  return (
    <span className="flex min-w-0 items-center gap-1.25">
      {badge && <BadgeMark badge={badge} />}
      <span className="min-w-0 truncate">{children}</span>
    </span>
  )
}
