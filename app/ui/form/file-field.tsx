import type { FieldName } from '~/http/contract/form'
import { describedBy, FieldFrame } from './field'
import { useField } from './returned'

type FileFieldProps = {
  name: FieldName
  label: string
  accept: string
  hint: string
  maxMegabytes: number
}

const CHOOSE = 'file:me-3 file:min-h-8 file:rounded-[0.625rem] file:bg-lifted file:px-3 file:text-sm'

/** A file to choose; a form that comes back asks for it again. */
export function FileField({ name, label, accept, hint, maxMegabytes }: FileFieldProps) {
  const { error } = useField(name, null)
  return (
    <FieldFrame id={name} label={label} note="선택" hint={hint} error={error}>
      <input
        className={`input py-2 ${CHOOSE}`}
        type="file"
        id={name}
        name={name}
        accept={accept}
        data-most-megabytes={maxMegabytes}
        {...describedBy(name, error)}
      />
    </FieldFrame>
  )
}
