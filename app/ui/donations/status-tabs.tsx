import type { DonationStatus } from '#prisma'
import { paths } from '~/http/paths'

const TABS: [DonationStatus, string][] = [
  ['OCCURRED', '확인 전'],
  ['CONFIRMED', '확인됨'],
  ['REJECTED', '제외됨'],
  ['REVERSED', '취소됨'],
]

export function donationsAddress(status: DonationStatus) {
  return status === 'OCCURRED' ? paths.confirm : `${paths.confirm}?status=${status}`
}

/** Which of a creator's donations are listed. */
export function StatusTabs({ status }: { status: DonationStatus }) {
  return (
    <nav className="pills" aria-label="후원 상태">
      {TABS.map(([value, word]) => (
        <a
          key={value}
          className="pill"
          href={donationsAddress(value)}
          aria-current={value === status ? 'true' : undefined}
        >
          {word}
        </a>
      ))}
    </nav>
  )
}
