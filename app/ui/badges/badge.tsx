import type { ReactNode } from 'react'
import { type Badge, isDrawn } from '~/domain/badges/badge'
import { DrawnBadge } from './drawings'

type BadgeMarkProps = { badge: Pick<Badge, 'name' | 'icon'>; large?: boolean; silent?: boolean }

/** A badge beside a name; read aloud as "골드 배지", unless its own name stands there. */
export function BadgeMark({ badge: { name, icon }, large = false, silent = false }: BadgeMarkProps) {
  const label = `${name} 배지`
  const shape = `badge-mark${large ? ' badge-large' : ''}`
  if (!isDrawn(icon))
    return <img className={shape} src={icon} alt={silent ? '' : label} title={silent ? undefined : label} />
  const named = silent ? {} : { role: 'img', 'aria-label': label, title: label }
  return (
    <span className={`${shape} badge-${icon}`} {...named}>
      <DrawnBadge icon={icon} />
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
    <span className="name">
      {badge && <BadgeMark badge={badge} />}
      <span className="min-w-0 truncate">{children}</span>
    </span>
  )
}
