import { Ago } from '../when'

/** How much waits, and since when. */
export function WaitingHead({ count, oldestAt }: { count: number; oldestAt: string | null }) {
  return (
    <header>
      <h2>확인을 기다리는 후원 {count}건</h2>
      {oldestAt && (
        <p className="small soft">
          가장 오래 기다린 후원은 <Ago at={oldestAt} /> 후원이에요
        </p>
      )}
    </header>
  )
}
