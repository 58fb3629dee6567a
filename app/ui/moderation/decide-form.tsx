import { ActForm } from '../act-form'
import { Field } from '../form/field'

type DecideFormProps = {
  action: string
  here: string
  to?: string
  note: string
  hint?: string
  /** The two ways it can end, the changing one first. */
  ways: readonly [Way, Way]
}
type Way = { outcome: string; word: string; shape?: string }

/** Decides a report or an objection, with a reason for whoever is told. */
export function DecideForm({ action, here, to = here, note, hint, ways }: DecideFormProps) {
  return (
    <ActForm action={action} formPage={here} redirectTo={to} className="stack-tight">
      <Field name="reason" id={`reason-${action}`} label="이유" note={note} hint={hint} most={200} />
      <div className="buttons">
        {ways.map(({ outcome, word, shape = 'button-quiet' }) => (
          <button
            key={outcome}
            className={`button ${shape} button-small grow`}
            type="submit"
            name="outcome"
            value={outcome}
          >
            {word}
          </button>
        ))}
      </div>
    </ActForm>
  )
}

/** Said where a report's own reason stands in for one that was not written. */
export const FROM_REASON = '비우고 숨기면 신고된 이유를 그대로 전해요'

export const HIDE_OR_KEEP = [
  { outcome: 'hidden', word: '숨기기', shape: 'button-bad' },
  { outcome: 'kept', word: '그대로 두기' },
] as const

export const RESTORE_OR_KEEP = [
  { outcome: 'restored', word: '다시 보이기' },
  { outcome: 'kept', word: '숨김 유지하기' },
] as const
