import { cheese } from '~/copy/ko/numbers'
import { FEE_RATE, feeRateCopy, ofFeeRateCopy } from '~/copy/ko/settlement'
import { settlementFigureCopy } from '~/copy/ko/settlement-explained'
import type { SaidFigureName } from '~/domain/settlement/input'
import type { ShownFigures } from '~/domain/settlement/presenter'
import { paths } from '~/http/paths'
import { FigureGrid } from '../figures'
import { Field } from '../form/field'
import { OperationForm } from '../form/operation-form'
import { FigureCard } from '../stats/explanation'

const SAID = ['pending', 'pendingNet', 'net'] as const satisfies readonly SaidFigureName[]

/** What statements and a typed-in fee rate say; nothing stands here where neither does. */
export function SaidFigures({ figures }: { figures: ShownFigures }) {
  const { feeRateHundredths: rate } = figures
  const said = SAID.flatMap((figure) => {
    const value = figures[figure]
    const note = figure === 'pending' || rate === null ? undefined : ofFeeRateCopy(rate)
    return value === null ? [] : [{ figure, value, note }]
  })
  if (said.length === 0) return null
  return (
    <FigureGrid>
      {said.map(({ figure, value, note }) => (
        <FigureCard
          key={figure}
          wide
          name={settlementFigureCopy({ figure })}
          value={cheese(value)}
          note={note}
          why={paths.explainSettlement({ figure })}
        />
      ))}
    </FigureGrid>
  )
}

export function FeeRateForm({ rate }: { rate: number | null }) {
  return (
    <section className="card">
      <h2>{FEE_RATE.title}</h2>
      <p className="note">{FEE_RATE.about}</p>
      <OperationForm op="PUT /creator/settlement/fee-rate" redirectTo="here" className="flex flex-col gap-3">
        {(name) => (
          <>
            <Field
              name={name('percent')}
              label={FEE_RATE.label}
              note={FEE_RATE.note}
              value={rate === null ? null : String(rate / 100)}
              most={5}
              required
            />
            <button className="button button-quiet w-full" type="submit">
              {FEE_RATE.submit}
            </button>
          </>
        )}
      </OperationForm>
      {rate !== null && (
        <OperationForm op="DELETE /creator/settlement/fee-rate" redirectTo="here">
          <p className="note">{feeRateCopy(rate)}</p>
          <button className="button button-text" type="submit">
            {FEE_RATE.remove}
          </button>
        </OperationForm>
      )}
    </section>
  )
}
