import type { Badge } from '~/domain/badges/badge'
import { BadgeTag } from '../badges/badge-tag'
import { VipTag } from '../badges/vip-tag'

type SupporterMarksProps = { badge: Badge | null; vip: boolean }

/** A supporter's badge and whether they are a VIP, with its name. */
export function SupporterMarks({ badge, vip }: SupporterMarksProps) {
  if (!badge && !vip) return null
  return (
    <span className="marks">
      {vip && <VipTag />}
      {badge && <BadgeTag badge={badge} />}
    </span>
  )
}
