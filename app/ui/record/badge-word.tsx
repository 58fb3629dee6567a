/** A badge by its name. */
export function BadgeWord({ name }: { name: string }) {
  return <span className="tag tag-plain tag-badge">{name}</span>
}
