import type { FieldName } from '~/http/contract/form'
import { EveryoneIcon, LockIcon } from '../icons'
import { describedBy, FieldFrame } from './field'
import { useField } from './returned'

type MessageFieldProps = {
  name: FieldName
  id?: string
  label: string
  /** How many letters, as people count them. */
  most: number
  note?: string
  message?: string | null
  placeholder?: string
  rows?: number
  required?: boolean
  /** The key that leads here on a desk. */
  byKey?: string
}

/** Something to write at length, whose draft survives in the browser. */
export function MessageField({
  name,
  id = name,
  label,
  most,
  note,
  message,
  placeholder,
  rows = 4,
  required,
  byKey,
}: MessageFieldProps) {
  const { value, error } = useField(name, message)
  return (
    <FieldFrame
      id={id}
      label={label}
      note={note}
      error={error}
      hint={
        <span className="num data-over:font-bold data-over:text-bad" data-count-for={id} data-most={most}>
          {most}자까지
        </span>
      }
    >
      <textarea
        className="input"
        id={id}
        name={name}
        rows={rows}
        defaultValue={value}
        placeholder={placeholder}
        required={required}
        data-draft=""
        data-key={byKey}
        {...describedBy(id, error)}
      />
    </FieldFrame>
  )
}

const AUDIENCE = 'flex items-center gap-1.5 note'

/** Who will read what is sent, beside every send button. */
export function PublicAudience() {
  return (
    <p className={AUDIENCE}>
      <EveryoneIcon className="size-4.5" />
      모두에게 공개
    </p>
  )
}

export function PrivateAudience({ who = '스트리머만 볼 수 있어요' }: { who?: string }) {
  return (
    <p className={AUDIENCE}>
      <LockIcon className="size-4.5" />
      {who}
    </p>
  )
}
