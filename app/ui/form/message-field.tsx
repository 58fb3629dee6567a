import { MOST_MESSAGE } from '~/domain/donations/input'
import { describedBy, FieldFrame } from './field'
import { useField } from './returned'

type MessageFieldProps = {
  label: string
  note?: string
  message?: string | null
  placeholder?: string
  required?: boolean
}

/** A message of at most 300 letters, whose draft survives in the browser. */
export function MessageField({ label, note, message, placeholder, required }: MessageFieldProps) {
  const { value, error } = useField('message', message)
  return (
    <FieldFrame
      id="message"
      label={label}
      note={note}
      error={error}
      hint={
        <span className="num" data-count-for="message" data-most={MOST_MESSAGE}>
          {MOST_MESSAGE}자까지
        </span>
      }
    >
      <textarea
        className="input"
        id="message"
        name="message"
        rows={4}
        defaultValue={value}
        placeholder={placeholder}
        required={required}
        data-draft=""
        {...describedBy('message', error)}
      />
    </FieldFrame>
  )
}
