import type { ReactNode } from 'react'
import { hiddenSheetCopy, UPLOAD } from '~/copy/ko/statement-pages'
import { TOTALS } from '~/copy/ko/statement-totals'
import { HIDDEN_SHEET, VISIBLE_SHEET } from '~/domain/statements/input'
import { actionOf, type FieldName } from '~/http/contract/form'
import { Disclosure } from '../disclosure'
import { AmountField } from '../form/amount-field'
import { SelectField } from '../form/choice-fields'
import { Field, FileField } from '../form/field'
import { OperationForm } from '../form/operation-form'
import { useFormErrors } from '../form/returned'
import { useReturnedForm } from '../page-context'

const ACCEPT = '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A settlement file; a workbook with several sheets comes back with the choice between them. */
export function UploadForm() {
  return (
    <OperationForm op="POST /creator/statements" className="card" optimistic={UPLOAD.reading} files>
      {(name) => (
        <>
          <h2>{UPLOAD.title}</h2>
          <FileField
            name={name('file')}
            label={UPLOAD.file}
            accept={ACCEPT}
            hint={UPLOAD.hint}
            maxMegabytes={5}
            required
          />
          <SheetField name={name('sheet')} />
          <button className="button w-full" type="submit">
            {UPLOAD.submit}
          </button>
        </>
      )}
    </OperationForm>
  )
}

function SheetField({ name }: { name: FieldName }) {
  const named = useFormErrors().flatMap(({ path, message }): [string, string][] => {
    if (path === VISIBLE_SHEET) return [[message, message]]
    return path === HIDDEN_SHEET ? [[message, hiddenSheetCopy(message)]] : []
  })
  if (named.length === 0) return null
  const [[first] = ['']] = named
  return (
    <SelectField name={name} label={UPLOAD.sheet} options={named} value={first} hint={UPLOAD.sheetHint} />
  )
}

/** Sums read off a screen, for whoever has no file; open where it came back. */
export function TotalsForm() {
  const returned = useReturnedForm(actionOf('POST /creator/statements').action)
  return (
    <details className="ask" open={returned !== null && 'gross' in returned.values}>
      <summary className="link-small">{TOTALS.open}</summary>
      <OperationForm op="POST /creator/statements" className="card">
        {(name) => (
          <>
            <p className="note">{TOTALS.about}</p>
            <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9rem),1fr))] gap-2">
              <Field name={name('from')} label={TOTALS.from} type="date" required />
              <Field name={name('to')} label={TOTALS.to} type="date" required />
            </div>
            <AmountField id="gross" name={name('gross')} label={TOTALS.gross} required />
            <p className="note">{TOTALS.grossHint}</p>
            <MoreTotals>
              <AmountField id="fee" name={name('fee')} label={TOTALS.fee} />
              <AmountField id="vat" name={name('vat')} label={TOTALS.vat} />
              <AmountField id="withholding" name={name('withholding')} label={TOTALS.withholding} />
              <AmountField id="net" name={name('net')} label={TOTALS.net} />
              <Field name={name('paidOn')} label={TOTALS.paidOn} type="date" />
            </MoreTotals>
            <button className="button button-quiet w-full" type="submit">
              {TOTALS.submit}
            </button>
          </>
        )}
      </OperationForm>
    </details>
  )
}

const FOLDED = ['fee', 'vat', 'withholding', 'net', 'paidOn']

function MoreTotals({ children }: { children: ReactNode }) {
  const isWrong = useFormErrors().some(({ path }) => FOLDED.includes(path))
  return (
    <Disclosure label={TOTALS.more} open={isWrong}>
      <div className="mt-2 flex flex-col gap-3">{children}</div>
    </Disclosure>
  )
}
