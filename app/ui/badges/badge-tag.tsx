import type { Badge } from '~/domain/badges/badge'
import { BadgeMark } from './badge-mark'

/** A badge by its drawing and its name. */
export function BadgeTag({ badge }: { badge: Pick<Badge, 'name' | 'icon'> }) {
  return (
    <span className="tag tag-plain tag-badge">
      <BadgeMark badge={badge} silent />
      {badge.name}
    </span>
  )
}
