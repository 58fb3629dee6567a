import { explainedCopy, STATEMENTS } from '~/copy/ko/statement-pages'
import { paths } from '~/http/paths'
import { BookIcon, CheckIcon } from '../icons'
import { PlaceCard } from '../places'

/** From settlement to its statements, which need no opt-in. */
export function StatementsLink() {
  return (
    <PlaceCard href={paths.statements} icon={<CheckIcon />}>
      <strong>{STATEMENTS.title}</strong>
      <span className="note">{STATEMENTS.placeNote}</span>
    </PlaceCard>
  )
}

/** From a donation to the statement that it was matched with. */
export function ExplainedByStatement({ statementId, row }: { statementId: string; row: number }) {
  return (
    <PlaceCard href={paths.statement(statementId)} icon={<BookIcon />}>
      <strong>{explainedCopy(row)}</strong>
      <span className="note">{STATEMENTS.seeStatement}</span>
    </PlaceCard>
  )
}
