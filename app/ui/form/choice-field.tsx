import type { FieldName } from '~/http/contract/form'
import { FieldError } from './field'
import { useField } from './returned'

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
          <input
            className="box box-round"
            type="radio"
            name={name}
            value={value}
            defaultChecked={value === chosen}
            required
          />
          <span>
            {word}
            {detail && <span className="text-sm text-soft block">{detail}</span>}
          </span>
        </label>
      ))}
      <FieldError id={name} error={error} />
    </fieldset>
  )
}
