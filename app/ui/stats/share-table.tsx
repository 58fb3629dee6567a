import { Behind } from './behind'
import type { Share } from './share'
import { WhyNumber } from './why-number'

type ShareTableProps = { caption: string; shares: Share[] }

/** The figures behind the bar. */
export function ShareTable({ caption, shares }: ShareTableProps) {
  return (
    <Behind caption={caption}>
      <thead>
        <tr>
          <th scope="col">무엇</th>
          <th scope="col" className="num">
            치즈
          </th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ name, sum, why }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num">
              <WhyNumber value={sum} why={why} />
            </td>
          </tr>
        ))}
      </tbody>
    </Behind>
  )
}
