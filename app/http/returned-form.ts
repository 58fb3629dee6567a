import type { FieldError, Reason } from '~/domain/refusal'

/** A form that was refused: what was in it, and what to say beside its fields. */
export type ReturnedForm = {
  action: string
  reason: Reason
  title: string
  detail: string
  values: Record<string, string>
  errors: FieldError[]
}
