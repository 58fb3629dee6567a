import type { FieldName } from '~/http/contract/form'
import { describedBy, FieldFrame } from './field'
import { useField } from './returned'

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
