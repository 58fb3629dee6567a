import { BadgeWord } from '../record/badge-word'

type SupporterMarksProps = { badge: { name: string } | null; vip: boolean }

/** A supporter's badge and whether they are a VIP, by words. */
export function SupporterMarks({ badge, vip }: SupporterMarksProps) {
  if (!badge && !vip) return null
  return (
    <span className="marks">
      {vip && <span className="tag tag-plain tag-vip">VIP</span>}
      {badge && <BadgeWord name={badge.name} />}
    </span>
  )
}
