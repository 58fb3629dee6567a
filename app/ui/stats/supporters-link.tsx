import type { StatsRange } from '~/domain/stats/input'
import { paths } from '~/http/paths'
import { NextIcon, PersonIcon } from '../icons'

/** The way to who supports. */
export function SupportersLink({ range }: { range: StatsRange }) {
  return (
    <a className="card card-link" href={paths.supportersOf(range)}>
      <PersonIcon />
      <span className="row-body">
        <strong>누가 후원했나요?</strong>
        <span className="small soft">많이 후원한 분부터 볼 수 있어요</span>
      </span>
      <NextIcon />
    </a>
  )
}
