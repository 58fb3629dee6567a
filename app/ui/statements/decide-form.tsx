import { cheese } from '~/copy/ko/numbers'
import { DECIDE } from '~/copy/ko/statement-lines'
import type { CandidateView, LineView } from '~/domain/statements/line-view'
import type { FieldName, NameField } from '~/http/contract/form'
import { paths } from '~/http/paths'
import { FieldError } from '../form/field'
import { OperationForm } from '../form/operation-form'
import { useField } from '../form/returned'
import { DonationFacts, LineFacts } from './line'

type DecideFormProps = { id: string; line: LineView; candidates: CandidateView[]; canAdd: boolean }
type Name = NameField<'outcome' | 'donationId' | 'counts'>

/** One line, and a tap that says what it is. */
export function DecideForm({ id, line, candidates, canAdd }: DecideFormProps) {
  return (
    <OperationForm
      op="PUT /creator/statements/:id/lines/:row"
      params={{ id, row: String(line.row) }}
      formPage={paths.decide(id, line.row)}
      className="flex flex-col gap-3"
    >
      {(name) => (
        <>
          <section className="card gap-2">
            <h2 className="note">{DECIDE.statement}</h2>
            <LineFacts line={line} />
          </section>
          {candidates.length > 0 && <Candidates line={line} candidates={candidates} name={name} />}
          <Twins twins={line.explainedTwins} />
          <Acts hasCandidates={candidates.length > 0} line={line} canAdd={canAdd} name={name} />
        </>
      )}
    </OperationForm>
  )
}

type CandidatesProps = { line: LineView; candidates: CandidateView[]; name: Name }

/** Which donation it is, the likeliest chosen before, and whose amount is right where they differ. */
function Candidates({ line, candidates, name }: CandidatesProps) {
  const chosen = line.choice?.donationId ?? candidates[0]?.id ?? ''
  const { value, error } = useField('donationId', chosen)
  const [only, ...others] = candidates
  const title = others.length > 0 ? DECIDE.melt : DECIDE.meltOne
  const ofMelt =
    others.length === 0 && typeof only?.amount === 'number'
      ? `${DECIDE.ofMelt} ${cheese(only.amount)}`
      : DECIDE.ofMeltEach
  return (
    <div className="card gap-2">
      <fieldset className="flex flex-col">
        <legend className="note">{title}</legend>
        {candidates.map((donation) => (
          <label
            key={donation.id}
            className="check items-start border-t border-line py-2.5 first-of-type:border-t-0"
          >
            <input
              className="mt-0.5"
              type="radio"
              name={name('donationId')}
              value={donation.id}
              defaultChecked={donation.id === value}
            />
            <DonationFacts donation={donation} />
          </label>
        ))}
        <FieldError id="donationId" error={error} />
      </fieldset>
      {candidates.some(({ amount }) => amount !== line.amount) && (
        <CountsField
          name={name('counts')}
          ofStatement={`${DECIDE.ofStatement} ${cheese(line.amount)}`}
          ofMelt={ofMelt}
        />
      )}
    </div>
  )
}

type CountsFieldProps = { name: FieldName; ofStatement: string; ofMelt: string }

function CountsField({ name, ofStatement, ofMelt }: CountsFieldProps) {
  const { value, error } = useField(name, 'statement')
  const options = [
    ['statement', ofStatement],
    ['melt', ofMelt],
  ] as const
  return (
    <fieldset className="flex flex-col border-t border-line pt-2">
      <legend className="float-left w-full note">{DECIDE.counts}</legend>
      {options.map(([option, word]) => (
        <label key={option} className="check clear-both">
          <input type="radio" name={name} value={option} defaultChecked={option === value} />
          <span className="num">{word}</span>
        </label>
      ))}
      <FieldError id="counts" error={error} />
    </fieldset>
  )
}

/** What an earlier statement had: no candidates, since each of them has its line. */
function Twins({ twins }: { twins: CandidateView[] }) {
  if (twins.length === 0) return null
  return (
    <section className="card gap-2">
      <p className="note">{DECIDE.twins}</p>
      <ul className="flex flex-col gap-3">
        {twins.map((donation) => (
          <li key={donation.id} className="flex">
            <DonationFacts donation={donation} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type ActsProps = { hasCandidates: boolean; line: LineView; canAdd: boolean; name: Name }

/** The likeliest act first and large, in sight above the tabs however much there is to read. */
function Acts({ hasCandidates, line, canAdd, name }: ActsProps) {
  const isTwin = line.explainedTwins.length > 0
  const others = [...(canAdd ? ['onlyStatement' as const] : []), 'onHold', 'ignored', 'nextPeriod'] as const
  const large = hasCandidates ? 'matched' : isTwin || !canAdd ? 'ignored' : 'onlyStatement'
  return (
    <>
      <div className="bottom-(--above-tabs) z-5 -mx-4 bg-ground px-4 py-2 [@media(min-height:740px)]:sticky">
        <button className="button min-h-14 w-full" type="submit" name={name('outcome')} value={large}>
          {DECIDE[large]}
        </button>
      </div>
      <div className="grid grid-cols-2 gap-2">
        {others
          .filter((outcome) => outcome !== large)
          .map((outcome) => (
            <button
              key={outcome}
              className="button button-quiet button-small last:odd:col-span-full"
              type="submit"
              name={name('outcome')}
              value={outcome}
            >
              {DECIDE[outcome]}
            </button>
          ))}
      </div>
      <p className="note">
        {canAdd && `${DECIDE.about.onlyStatement}. `}
        {DECIDE.about.others}
      </p>
    </>
  )
}
