import { cheese } from '~/copy/ko/numbers'
import { computableFromCopy, NO_DONATIONS, NOT_COMPUTABLE, PARTS } from '~/copy/ko/settlement'
import { formulaCopy, settlementFigureCopy } from '~/copy/ko/settlement-explained'
import type { ShownFigures } from '~/domain/settlement/presenter'
import { paths } from '~/http/paths'
import { FigureGrid } from '../figures'
import { ChartIcon } from '../icons'
import { Empty } from '../list'
import { FigureCard } from '../stats/explanation'

/** The reference amount with its factors, or why and until when it cannot be computed. */
export function ReferenceFigures({ figures }: { figures: ShownFigures }) {
  const { reference, computableFrom } = figures
  const why = paths.explainSettlement({ figure: 'reference' })
  if (!reference) {
    const note = computableFrom ? computableFromCopy(computableFrom) : PARTS.quietWeeks
    return (
      <FigureGrid>
        <FigureCard wide name={PARTS.reference} value={NOT_COMPUTABLE} note={note} why={why} />
      </FigureGrid>
    )
  }
  const note = formulaCopy(reference, figures)
  return (
    <FigureGrid>
      <FigureCard wide name={PARTS.reference} value={cheese(reference.amount)} note={note} why={why} />
      <FigureCard
        wide
        name={settlementFigureCopy({ figure: 'average' })}
        value={cheese(reference.average)}
        why={paths.explainSettlement({ figure: 'average' })}
      />
    </FigureGrid>
  )
}

export function NoDonationsYet() {
  return (
    <Empty icon={<ChartIcon />} title={NO_DONATIONS.title}>
      <p className="note">{NO_DONATIONS.note}</p>
      <a className="button" href={paths.confirm}>
        {NO_DONATIONS.act}
      </a>
    </Empty>
  )
}
