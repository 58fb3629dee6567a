import { SETTLEMENT } from '~/copy/ko/settlement'
import { paths } from '~/http/paths'
import { BookIcon } from '../icons'
import { PlaceCard } from '../places'

/** From the statistics to settlement. */
export function SettlementLink() {
  return (
    <PlaceCard href={paths.settlement} icon={<BookIcon />}>
      <strong>{SETTLEMENT.title}</strong>
      <span className="note">{SETTLEMENT.placeNote}</span>
    </PlaceCard>
  )
}
