import type { Badge } from '~/domain/badges/badge'
import { BadgeTag } from '../badges/badge-tag'

type SupporterMarksProps = { badge: Badge | null; vip: boolean }

/** A supporter's badge and whether they are a VIP, with its name. */
export function SupporterMarks({ badge, vip }: SupporterMarksProps) {
  if (!badge && !vip) return null
  return (
    <span className="marks">
      {vip && <span className="tag tag-plain tag-vip">VIP</span>}
      {badge && <BadgeTag badge={badge} />}
    </span>
  )
}
