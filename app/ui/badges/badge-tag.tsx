import { type Badge, isDrawn } from '~/domain/badges/badge'
import { DrawnBadge } from './drawings'

/** A badge by its drawing and its name. */
export function BadgeTag({ badge: { name, icon } }: { badge: Pick<Badge, 'name' | 'icon'> }) {
  return (
    <span className="tag tag-plain tag-badge">
      {isDrawn(icon) ? (
        <span className={`badge-mark badge-${icon}`}>
          <DrawnBadge icon={icon} />
        </span>
      ) : (
        <img className="badge-mark" src={icon} alt="" />
      )}
      {name}
    </span>
  )
}
