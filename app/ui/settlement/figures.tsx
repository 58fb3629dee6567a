import { daysCopy } from '~/copy/ko/dates'
import { cheese, countCopy, rateCopy } from '~/copy/ko/numbers'
import { monthCopy, NAMELESS, PARTS, THRESHOLDS, windowNoteCopy } from '~/copy/ko/settlement'
import { activityCopy, settlementFigureCopy, steadinessCopy } from '~/copy/ko/settlement-explained'
import type { SettlementFigureName } from '~/domain/settlement/input'
import type { ShownFigures } from '~/domain/settlement/presenter'
import type { Span } from '~/domain/stats/span'
import { paths } from '~/http/paths'
import { FigureGrid } from '../figures'
import { ChartTable } from '../stats/chart'
import { ExplainedNumber, FigureCard } from '../stats/explanation'

const WINDOW_NAMES = ['d30', 'd60', 'd90'] as const

const whyOf = (figure: SettlementFigureName) => paths.explainSettlement({ figure })
const named = (figure: SettlementFigureName) => ({
  name: settlementFigureCopy({ figure }),
  why: whyOf(figure),
})

export function Windows({ figures: { windows } }: { figures: ShownFigures }) {
  return (
    <section className="flex flex-col gap-2">
      <h2>{PARTS.windows}</h2>
      <FigureGrid>
        {WINDOW_NAMES.map((figure) => (
          <FigureCard
            key={figure}
            wide
            {...named(figure)}
            value={cheese(windows[figure].sum)}
            note={windowNoteCopy(windows[figure])}
          />
        ))}
      </FigureGrid>
    </section>
  )
}

/** How even the weeks are, and from how many people it comes: what a reference amount is multiplied by, and what it is not. */
export function Habits({ figures, weeks }: { figures: ShownFigures; weeks: Span[] }) {
  const { volatility, activity, concentration, repeatRate } = figures
  return (
    <section className="flex flex-col gap-2">
      <h2>{PARTS.habits}</h2>
      <FigureGrid>
        <FigureCard wide {...named('volatility')} value={steadinessCopy(volatility)} note={THRESHOLDS} />
        <FigureCard wide {...named('activity')} value={activityCopy(activity)} />
        <FigureCard {...named('top1')} value={rateCopy(concentration.top1)} />
        <FigureCard {...named('top5')} value={rateCopy(concentration.top5)} />
        <FigureCard wide {...named('repeatRate')} value={rateCopy(repeatRate)} note={PARTS.repeating} />
      </FigureGrid>
      <p className="note">{NAMELESS}</p>
      <ChartTable caption={PARTS.weeksCaption}>
        <Head />
        <tbody>
          {weeks.map(({ first, last }, n) => (
            <tr key={first}>
              <th scope="row">{daysCopy(first, last)}</th>
              <td className="num">
                <ExplainedNumber
                  value={volatility.weeks[n] ?? 0}
                  why={{ figure: 'day', date: first, until: last, range: 'all' }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </ChartTable>
    </section>
  )
}

export function Months({ figures: { months } }: { figures: ShownFigures }) {
  return (
    <section className="card">
      <h2>{PARTS.months}</h2>
      <table>
        <caption className="sr-only">{PARTS.monthsCaption}</caption>
        <Head counts />
        <tbody>
          {months.toReversed().map(({ month, sum, count, complete }) => (
            <tr key={month}>
              <th scope="row">
                {monthCopy(month)}
                {!complete && <span className="note"> {PARTS.running}</span>}
              </th>
              <td className="num">
                <ExplainedNumber value={sum} why={paths.explainSettlement({ figure: 'month', month })} />
              </td>
              <td className="num">{countCopy(count, '건')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">{PARTS.monthsNote}</p>
    </section>
  )
}

function Head({ counts = false }: { counts?: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">{PARTS.when}</th>
        <th scope="col" className="num">
          {PARTS.cheese}
        </th>
        {counts && (
          <th scope="col" className="num">
            {PARTS.donations}
          </th>
        )}
      </tr>
    </thead>
  )
}
