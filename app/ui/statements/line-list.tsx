import { LISTS, OUTCOMES } from '~/copy/ko/statement-lines'
import type { LineView } from '~/domain/statements/line-view'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { BookIcon } from '../icons'
import { Empty, More } from '../list'
import { DonationFacts, LineFacts } from './line'

type LineListProps = {
  id: string
  outcome: keyof typeof OUTCOMES
  items: LineView[]
  nextCursor: string | null
  isFirst: boolean
}

/** Lines of one outcome by their rows, with the donations that each is or may be. */
export function LineList({ id, outcome, items, nextCursor, isFirst }: LineListProps) {
  if (items.length === 0 && isFirst) return <Empty icon={<BookIcon />} title={LISTS.none} />
  return (
    <section className="flex flex-col gap-4">
      <h2 className="sr-only">{OUTCOMES[outcome].name}</h2>
      <ul className="flex flex-col gap-3">
        {items.map((line) => (
          <li key={line.row} className="card gap-2">
            <LineFacts line={line} />
            <Donations line={line} />
            <Standing id={id} line={line} />
          </li>
        ))}
      </ul>
      <More
        address={paths.statementLines(id, outcome)}
        cursor={nextCursor}
        shown={items.length}
        isFirst={isFirst}
      />
    </section>
  )
}

function Donations({ line: { donation, candidates, explainedTwins } }: { line: LineView }) {
  const shown = [...(donation ? [donation] : []), ...candidates, ...explainedTwins]
  if (shown.length === 0) return null
  return (
    <ul className="flex flex-col gap-3 border-t border-line pt-3" aria-label={LISTS.donation}>
      {shown.map((one) => (
        <li key={one.id}>
          <a className="flex" href={paths.donation(one.id)}>
            <DonationFacts donation={one} />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** What was said of it, and the way to say something else while it is not applied. */
function Standing({ id, line: { row, applied, sure, choice, outcome } }: { id: string; line: LineView }) {
  if (applied) return <span className="tag tag-ok self-start">{LISTS.applied}</span>
  if (outcome === 'explained') return null
  if (!choice)
    return (
      <div className="line justify-between">
        {sure ? <span /> : <span className="tag tag-wait">{LISTS.asked}</span>}
        <a className="link-small" href={paths.decide(id, row)}>
          {sure ? LISTS.decideAgain : LISTS.decide}
        </a>
      </div>
    )
  return (
    <div className="line justify-between">
      <span className="tag tag-plain">{LISTS.chosen}</span>
      <OperationForm
        op="PUT /creator/statements/:id/lines/:row"
        params={{ id, row: String(row) }}
        fields={{ outcome: 'undecided' }}
      >
        <button className="button button-text button-small" type="submit">
          {LISTS.decideAgain}
        </button>
      </OperationForm>
    </div>
  )
}
