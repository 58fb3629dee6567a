import { actionOf } from '~/http/contract/form'
import { Field } from '../form/field'
import { OperationForm } from '../form/operation-form'

type DecideFormProps = {
  op: 'POST /reports/:id/resolve' | 'POST /objections/:id/resolve'
  id: string
  redirectTo?: string
  note: string
  hint?: string
  /** The two ways it can end, the changing one first. */
  ways: readonly [Way, Way]
}
type Way = { outcome: string; label: string; shape?: string }

export function DecideForm({ op, id, redirectTo = 'here', note, hint, ways }: DecideFormProps) {
  return (
    <OperationForm op={op} params={{ id }} redirectTo={redirectTo} className="flex flex-col gap-2">
      {(name) => (
        <>
          <Field
            name={name('reason')}
            id={`reason-${actionOf(op, { id }).action}`}
            label="이유"
            note={note}
            hint={hint}
            most={200}
          />
          <div className="flex flex-wrap gap-2">
            {ways.map(({ outcome, label, shape = 'button-quiet' }) => (
              <button
                key={outcome}
                className={`button ${shape} button-small flex-auto`}
                type="submit"
                name={name('outcome')}
                value={outcome}
              >
                {label}
              </button>
            ))}
          </div>
        </>
      )}
    </OperationForm>
  )
}

/** Said where a report's own reason stands in for one that was not written. */
export const FROM_REASON = '비우고 숨기면 신고된 이유를 그대로 전해요'

export const HIDE_OR_KEEP = [
  { outcome: 'hidden', label: '숨기기', shape: 'button-bad' },
  { outcome: 'kept', label: '그대로 두기' },
] as const

export const RESTORE_OR_KEEP = [
  { outcome: 'restored', label: '다시 보이기' },
  { outcome: 'kept', label: '숨김 유지하기' },
] as const
