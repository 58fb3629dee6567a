import { settlementFigureCopy } from '~/copy/ko/settlement-explained'
import { paths } from '~/http/paths'

const FACTORS = ['average', 'volatility', 'activity'] as const

/** The ways from a reference amount to why each of its factors is what it is. */
export function Factors() {
  return (
    <ul className="flex flex-wrap gap-x-4">
      {FACTORS.map((figure) => (
        <li key={figure}>
          <a className="link tap" href={paths.explainSettlement({ figure })}>
            {settlementFigureCopy({ figure })}
          </a>
        </li>
      ))}
    </ul>
  )
}
