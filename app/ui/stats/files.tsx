import { rangeCopy } from '~/copy/ko/dates'
import type { StatsRange } from '~/domain/stats/input'
import { paths } from '~/http/paths'
import { Disclosure } from '../disclosure'

export function Files({ range }: { range: StatsRange }) {
  return (
    <section className="card">
      <h2>파일로 내려받기</h2>
      <form className="flex flex-col gap-2" method="get" action={paths.donationsFile}>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))] gap-3">
          <label className="field">
            <span className="text-sm">언제부터</span>
            <input className="input" type="date" name="from" />
          </label>
          <label className="field">
            <span className="text-sm">언제까지</span>
            <input className="input" type="date" name="to" />
          </label>
        </div>
        <p className="note">비워 두면 처음부터 지금까지예요. 모든 상태의 후원이 들어가요</p>
        <button className="button button-quiet w-full" type="submit">
          후원 내역 CSV
        </button>
      </form>
      <a className="button button-quiet w-full" href={paths.supportersFile(range)} download>
        {rangeCopy(range)} 후원자 CSV
      </a>
      <Disclosure label="기록 원본">
        <p className="note">
          후원이 바뀔 때마다 남긴 기록 전부예요. 앞 기록의 해시가 다음 기록에 들어 있어서, 고친 곳이 있는지
          멜트 없이도 확인할 수 있어요.{' '}
          <a className="link" href={paths.ledger}>
            확인하는 방법
          </a>
        </p>
        <a className="link tap" href={paths.ledgerFile} download>
          원본 기록 내려받기(NDJSON)
        </a>
      </Disclosure>
    </section>
  )
}
