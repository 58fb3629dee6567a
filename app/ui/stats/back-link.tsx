import type { Figure } from '~/domain/stats/input'
import { paths } from '~/http/paths'

/** From an explanation to the page that shows its figure. */
export function BackLink({ query: { range, chzzkUserId } }: { query: Figure }) {
  return (
    <a
      className="link small tap"
      href={chzzkUserId ? paths.supporter(chzzkUserId, range) : paths.statsOf(range)}
    >
      {chzzkUserId ? '이분의 후원으로 돌아가기' : '통계로 돌아가기'}
    </a>
  )
}
