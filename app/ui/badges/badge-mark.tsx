import { type Badge, isDrawn } from '~/domain/badges/badge'
import { DrawnBadge } from './drawings'

type BadgeMarkProps = { badge: Pick<Badge, 'name' | 'icon'>; large?: boolean }

/** A badge beside a name; said as "골드 배지". */
export function BadgeMark({ badge: { name, icon }, large = false }: BadgeMarkProps) {
  const said = `${name} 배지`
  const shape = `badge-mark${large ? ' badge-large' : ''}`
  if (!isDrawn(icon)) return <img className={shape} src={icon} alt={said} title={said} />
  return (
    <span className={`${shape} badge-${icon}`} role="img" aria-label={said} title={said}>
      <DrawnBadge icon={icon} />
    </span>
  )
}
