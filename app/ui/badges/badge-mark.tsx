import { type Badge, isDrawn } from '~/domain/badges/badge'
import { DrawnBadge } from './drawings'

type BadgeMarkProps = { badge: Pick<Badge, 'name' | 'icon'>; large?: boolean; silent?: boolean }

/** A badge beside a name; said as "골드 배지", unless its own name stands there. */
export function BadgeMark({ badge: { name, icon }, large = false, silent = false }: BadgeMarkProps) {
  const said = `${name} 배지`
  const shape = `badge-mark${large ? ' badge-large' : ''}`
  if (!isDrawn(icon))
    return <img className={shape} src={icon} alt={silent ? '' : said} title={silent ? undefined : said} />
  const named = silent ? {} : { role: 'img', 'aria-label': said, title: said }
  return (
    <span className={`${shape} badge-${icon}`} {...named}>
      <DrawnBadge icon={icon} />
    </span>
  )
}
