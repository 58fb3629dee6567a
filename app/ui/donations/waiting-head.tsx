import { Ago } from '../when'

/** How much waits, and since when. */
export function WaitingHead({ count, oldestAt }: { count: number; oldestAt: string | null }) {
  return (
    <header>
      <h2>확인을 기다리는 후원 {count}건</h2>
      {oldestAt && (
        <p className="small soft">
          가장 오래된 후원은 <Ago at={oldestAt} />에 등록했어요
        </p>
      )}
    </header>
  )
}
