import { UNDO } from '~/copy/ko/statement-pages'
import { OperationForm } from '../form/operation-form'

type UndoProps = { id: string; note: string }

/** Asked once more before everything is taken back. */
export function UndoDetails({ id, note }: UndoProps) {
  return (
    <details className="ask">
      <summary className="link-small">{UNDO.open}</summary>
      <UndoForm id={id} note={note} />
    </details>
  )
}

export function UndoForm({ id, note }: UndoProps) {
  return (
    <OperationForm op="POST /creator/statements/:id/undo" params={{ id }} className="flex flex-col gap-2">
      <p className="note">{note}</p>
      <button className="button button-bad button-small self-start" type="submit">
        {UNDO.submit}
      </button>
    </OperationForm>
  )
}
