import { paths } from '~/http/paths'
import { BadgeIcon, NextIcon, StarIcon } from '../icons'

export function RelationLinks() {
  return (
    <nav className="card" aria-label="배지와 VIP">
      <a className="row" href={paths.badges}>
        <BadgeIcon />
        <span className="row-body">
          배지
          <span className="note">이름과 기준, 배지가 주는 것</span>
        </span>
        <NextIcon />
      </a>
      <a className="row" href={paths.vips}>
        <StarIcon />
        <span className="row-body">
          VIP
          <span className="note">편지를 늘 맨 위에서 볼 분</span>
        </span>
        <NextIcon />
      </a>
    </nav>
  )
}
