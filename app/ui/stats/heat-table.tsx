import { WEEKDAYS } from '~/copy/ko/dates'
import { Behind } from './behind'
import { WhyNumber } from './why-number'

type HeatTableProps = { cells: number[][]; range: string }

/** The figures behind the squares: hours down, weekdays across. */
export function HeatTable({ cells, range }: HeatTableProps) {
  return (
    <Behind caption="요일과 시간별 확인된 치즈">
      <thead>
        <tr>
          <th scope="col">시간</th>
          {WEEKDAYS.map((word) => (
            <th key={word} scope="col" className="num">
              <abbr title={`${word}요일`}>{word}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...Array(24).keys()].map((hour) => (
          <tr key={hour}>
            <th scope="row" className="num">
              {hour}시
            </th>
            {WEEKDAYS.map((word, weekday) => (
              <td key={word} className="num">
                <WhyNumber
                  value={cells[weekday]?.[hour] ?? 0}
                  why={{ figure: 'hour', weekday: weekday + 1, hour, range }}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Behind>
  )
}
