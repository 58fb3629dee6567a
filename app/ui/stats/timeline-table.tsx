import { Behind } from './behind'
import { bucketWords } from './bucket-words'
import type { Bucket, Grain } from './buckets'
import { WhyNumber } from './why-number'

type TimelineTableProps = { buckets: Bucket[]; grain: Grain; range: string }

/** The figures behind the bars, newest first. */
export function TimelineTable({ buckets, grain, range }: TimelineTableProps) {
  return (
    <Behind caption="기간별 확인된 치즈와 후원 수">
      <thead>
        <tr>
          <th scope="col">언제</th>
          <th scope="col" className="num">
            치즈
          </th>
          <th scope="col" className="num">
            후원
          </th>
        </tr>
      </thead>
      <tbody>
        {buckets.toReversed().map(({ from, to, sum, count }) => (
          <tr key={from}>
            <th scope="row">{bucketWords({ from, to }, grain)}</th>
            <td className="num">
              <WhyNumber value={sum} why={whyDays({ from, to }, range)} />
            </td>
            <td className="num">{count.toLocaleString('ko-KR')}건</td>
          </tr>
        ))}
      </tbody>
    </Behind>
  )
}

function whyDays({ from, to }: Pick<Bucket, 'from' | 'to'>, range: string) {
  return { figure: 'day', date: from, ...(from === to ? {} : { until: to }), range }
}
