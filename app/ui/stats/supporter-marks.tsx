type SupporterMarksProps = { badge: { name: string; icon: string } | null; vip: boolean }

/** A supporter's badge and whether they are a VIP, by words. */
export function SupporterMarks({ badge, vip }: SupporterMarksProps) {
  if (!badge && !vip) return null
  return (
    <span className="marks">
      {vip && <span className="tag tag-plain tag-vip">VIP</span>}
      {badge && (
        <span className="tag tag-plain">
          <span aria-hidden="true">{badge.icon}</span> {badge.name}
        </span>
      )}
    </span>
  )
}
