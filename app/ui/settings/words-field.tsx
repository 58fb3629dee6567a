import { describedBy, FieldFrame } from '../form/field'
import { useField } from '../form/returned'

type WordsFieldProps = { name: string; label: string; words: string[]; hint: string }

/** A list of words, one a line. */
export function WordsField({ name, label, words, hint }: WordsFieldProps) {
  const { value, error } = useField(name, words.join('\n'))
  return (
    <FieldFrame id={name} label={label} hint={hint} error={error}>
      <textarea
        className="input"
        id={name}
        name={name}
        rows={4}
        defaultValue={value}
        autoComplete="off"
        spellCheck={false}
        {...describedBy(name, error)}
      />
    </FieldFrame>
  )
}
