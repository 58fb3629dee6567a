import type { ReactNode } from 'react'
import type { FieldName } from '~/http/contract/form'
import { describedBy, FieldError, FieldFrame } from './field'
import { useField, useTick } from './returned'

type ChoiceFieldProps = {
  name: FieldName
  label: string
  options: readonly (readonly [value: string, word: string, detail?: string])[]
  value?: string
}

/** One of a few, as round boxes in a row of lines. */
export function ChoiceField({ name, label, options, value: given }: ChoiceFieldProps) {
  const { value: chosen, error } = useField(name, given)
  return (
    <fieldset className="field">
      <legend className="field-name">{label}</legend>
      {options.map(([value, word, detail]) => (
        <label key={value} className={`check ${detail ? 'items-start py-2' : ''}`}>
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} required />
          <span>
            {word}
            {detail && <span className="note block">{detail}</span>}
          </span>
        </label>
      ))}
      <FieldError id={name} error={error} />
    </fieldset>
  )
}

type SelectFieldProps = {
  name: FieldName
  label: string
  options: readonly (readonly [value: string, word: string])[]
  value: string
  hint?: string
}

/** One of many, folded away. */
export function SelectField({ name, label, options, value: given, hint }: SelectFieldProps) {
  const { value, error } = useField(name, given)
  return (
    <FieldFrame id={name} label={label} hint={hint} error={error}>
      <select className="input" id={name} name={name} defaultValue={value} {...describedBy(name, error)}>
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

type CheckFieldProps = { name: FieldName; children: ReactNode; ticked?: boolean; required?: boolean }

export function CheckField({ name, children, ticked: given = false, required }: CheckFieldProps) {
  const { ticked, error } = useTick(name, given)
  return (
    <div>
      <label className="check">
        <input
          type="checkbox"
          name={name}
          id={name}
          defaultChecked={ticked}
          required={required}
          {...describedBy(name, error)}
        />
        <span>{children}</span>
      </label>
      <FieldError id={name} error={error} />
    </div>
  )
}
