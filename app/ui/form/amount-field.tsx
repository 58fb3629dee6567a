import type { FieldName } from '~/http/contract/form'
import { describedBy, FieldError, FieldFrame } from './field'
import { useField } from './returned'

type AmountProps = {
  id?: string
  name: FieldName
  label: string
  amount?: number | null
  note?: string
  required?: boolean
}

/** An amount in cheese; "1,000" is as good as "1000". */
export function AmountField({ id = 'amount', name, label, amount, note, required }: AmountProps) {
  const { value, error } = useField(name, grouped(amount))
  return (
    <FieldFrame id={id} label={label} note={note} error={error}>
      <AmountInput id={id} name={name} value={value} error={error} required={required} />
    </FieldFrame>
  )
}

/** The same on one line, its name said to screen readers only. */
export function InlineAmount({ id = 'amount', name, label, amount, required }: AmountProps) {
  const { value, error } = useField(name, grouped(amount))
  return (
    <div className="field">
      <AmountInput id={id} name={name} value={value} error={error} required={required} spoken={label} />
      <FieldError id={id} error={error} />
    </div>
  )
}

type InputProps = {
  id: string
  name: FieldName
  value: string
  error?: string
  required?: boolean
  spoken?: string
}

function AmountInput({ id, name, value, error, required, spoken }: InputProps) {
  return (
    <span className="relative block">
      <input
        className="input pr-10.5 text-right tabular-nums"
        id={id}
        name={name}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={13}
        defaultValue={value}
        required={required}
        aria-label={spoken}
        {...describedBy(id, error)}
      />
      <span
        className="pointer-events-none absolute inset-y-0 right-3 flex items-center note"
        aria-hidden="true"
      >
        치즈
      </span>
    </span>
  )
}

const format = new Intl.NumberFormat('ko-KR')

function grouped(amount: number | null | undefined) {
  return amount === null || amount === undefined ? '' : format.format(amount)
}
