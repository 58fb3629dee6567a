/** Whom a creator put first; shown to that creator alone. */
export function VipTag() {
  return <span className="tag tag-vip">VIP</span>
}
