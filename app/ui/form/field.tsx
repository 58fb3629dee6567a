import type { ReactNode } from 'react'
import type { FieldName } from '~/http/contract/form'
import { useField } from './returned'

type FieldProps = {
  name: FieldName
  label: string
  id?: string
  type?: 'text' | 'date' | 'datetime-local'
  value?: string | null
  note?: string
  hint?: string
  most?: number
  required?: boolean
}

/** One line of text. */
export function Field({
  name,
  label,
  id = name,
  type = 'text',
  value: given,
  note,
  hint,
  most,
  required,
}: FieldProps) {
  const { value, error } = useField(name, given)
  return (
    <FieldFrame id={id} label={label} note={note} hint={hint} error={error}>
      <input
        className="input"
        id={id}
        name={name}
        type={type}
        defaultValue={value}
        maxLength={most}
        required={required}
        autoComplete="off"
        {...describedBy(id, error)}
      />
    </FieldFrame>
  )
}

type FileFieldProps = {
  name: FieldName
  label: string
  accept: string
  hint: string
  maxMegabytes: number
  required?: boolean
}

/** What a file is chosen with looks the same everywhere. */
export const FILE_INPUT =
  'input py-2 file:me-3 file:min-h-8 file:rounded-[0.625rem] file:bg-lifted file:px-3 file:text-sm'

/** A file to choose; a form that comes back asks for it again. */
export function FileField({ name, label, accept, hint, maxMegabytes, required }: FileFieldProps) {
  const { error } = useField(name, null)
  return (
    <FieldFrame id={name} label={label} note={required ? undefined : '선택'} hint={hint} error={error}>
      <input
        className={FILE_INPUT}
        type="file"
        id={name}
        name={name}
        accept={accept}
        required={required}
        data-most-megabytes={maxMegabytes}
        {...describedBy(name, error)}
      />
    </FieldFrame>
  )
}

type FieldFrameProps = {
  id: string
  label: string
  note?: string
  hint?: ReactNode
  error?: string
  children: ReactNode
}

/** A field's name above it, its error and its hint below. */
export function FieldFrame({ id, label, note, hint, error, children }: FieldFrameProps) {
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {label}
        {note && <small> {note}</small>}
      </label>
      {children}
      <FieldError id={id} error={error} />
      {hint && <div className="text-xs text-soft">{hint}</div>}
    </div>
  )
}

export function FieldError({ id, error }: { id: string; error?: string }) {
  if (!error) return null
  return (
    <p className="text-sm font-semibold text-bad" id={`${id}-error`}>
      {error}
    </p>
  )
}

/** The attributes that tie a field to its error. */
export function describedBy(id: string, error: string | undefined) {
  return error ? ({ 'aria-invalid': true, 'aria-describedby': `${id}-error` } as const) : {}
}
