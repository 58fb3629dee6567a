import { timestampCopy } from '~/copy/ko/dates'
import { OPT_IN, optedInCopy, POSTURE, SWITCHED_OFF } from '~/copy/ko/settlement'
import { CheckField } from '../form/choice-fields'
import { OperationForm } from '../form/operation-form'
import { ChartIcon } from '../icons'
import { Empty } from '../list'

/** What every page about settlement says of itself. */
export function Posture() {
  return <p className="card text-sm font-semibold">{POSTURE}</p>
}

export function OptInForm() {
  return (
    <OperationForm op="PUT /creator/settlement/opt-in" redirectTo="here" className="card">
      {(name) => (
        <>
          <h2>{OPT_IN.title}</h2>
          <ul className="flex list-disc flex-col gap-2 pl-5">
            {OPT_IN.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          <CheckField name={name('agree')} required>
            {OPT_IN.agree}
          </CheckField>
          <button className="button w-full" type="submit">
            {OPT_IN.submit}
          </button>
        </>
      )}
    </OperationForm>
  )
}

/** Since when there are figures, and the way to end that. */
export function OptedIn({ at }: { at: string }) {
  return (
    <OperationForm op="DELETE /creator/settlement/opt-in" redirectTo="here" className="card">
      <p className="note">
        {optedInCopy(timestampCopy(at))}. {OPT_IN.revokeNote}
      </p>
      <button className="button button-quiet w-full" type="submit">
        {OPT_IN.revoke}
      </button>
    </OperationForm>
  )
}

export function SwitchedOff() {
  return (
    <Empty icon={<ChartIcon />} title={SWITCHED_OFF.title}>
      <p className="note">{SWITCHED_OFF.note}</p>
    </Empty>
  )
}
