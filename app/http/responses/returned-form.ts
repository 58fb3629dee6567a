import type { FieldError, Reason } from '~/domain/core/refusal'

/** A form that was refused: what was in it, and what to say beside its fields; without a reason only what was in it. */
export type ReturnedForm = {
  action: string
  reason: Reason | null
  title: string
  detail: string
  values: Record<string, string>
  errors: FieldError[]
}
