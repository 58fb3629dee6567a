import { cheese } from '~/domain/core/cheese'
import { paths } from '~/http/paths'
import { Figures } from '../figures'

type DayDifferenceProps = { enteredTotal: number | null; confirmedTotal: number; difference: number | null }

/** The day as CHZZK tells it beside the day as the ledger tells it, and what to do about the gap. */
export function DayDifference({ enteredTotal, confirmedTotal, difference }: DayDifferenceProps) {
  return (
    <section className="stack-tight">
      <h2>맞춰 보기</h2>
      <Figures
        figures={[
          { name: '치지직 합계', value: enteredTotal === null ? '아직 없어요' : cheese(enteredTotal) },
          { name: '확인한 합계', value: cheese(confirmedTotal) },
          ...(difference === null ? [] : [{ name: '차이', value: cheese(difference) }]),
        ]}
      />
      <p className="soft">{explain(difference)}</p>
      {difference !== null && difference > 0 && (
        <a className="link tap" href={paths.addDonation}>
          빠진 후원 직접 추가하기
        </a>
      )}
    </section>
  )
}

function explain(difference: number | null) {
  if (difference === null) return '합계를 적으면 확인한 후원과 얼마나 다른지 보여 드려요'
  if (difference === 0) return '딱 맞아요. 이날의 치즈를 모두 설명할 수 있어요'
  if (difference > 0)
    return `${cheese(difference)}가 아직 설명되지 않았어요. 기다리는 후원을 확인하거나 빠진 후원을 더해 주세요`
  return `확인한 후원이 ${cheese(-difference)} 더 많아요. 두 번 확인했거나 환불된 후원이 있는지 살펴봐 주세요`
}
