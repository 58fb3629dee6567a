import type { ReactNode } from 'react'
import type { Badge } from '~/domain/badges/badge'
import { BadgeMark } from './badge-mark'

type NameProps = { badge: Badge | null; children: ReactNode }

/** A name on one line, however long, behind its badge. */
export function Name({ badge, children }: NameProps) {
  return (
    <span className="name">
      {badge && <BadgeMark badge={badge} />}
      <span className="ellipsis">{children}</span>
    </span>
  )
}
