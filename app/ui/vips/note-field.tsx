import { Field } from '../form/field'

/** What a creator notes about a VIP, for themselves. */
export function NoteField({ id, note }: { id: string; note: string | null }) {
  return <Field id={id} name="note" label="메모" note="나만 봐요 · 200자까지" value={note} />
}
