type SupporterMarksProps = { badge: { name: string } | null; vip: boolean }

/** A supporter's badge and whether they are a VIP, by words. */
export function SupporterMarks({ badge, vip }: SupporterMarksProps) {
  if (!badge && !vip) return null
  return (
    <span className="marks">
      {vip && <span className="tag tag-plain tag-vip">VIP</span>}
      {badge && <span className="tag tag-plain">{badge.name}</span>}
    </span>
  )
}
