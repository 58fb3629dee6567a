import type { ReactNode } from 'react'
import type { FieldName } from '~/http/contract/form'
import { describedBy, FieldError } from './field'
import { useTick } from './returned'

type CheckFieldProps = { name: FieldName; children: ReactNode; ticked?: boolean; required?: boolean }

/** A box to tick. */
export function CheckField({ name, children, ticked: given = false, required }: CheckFieldProps) {
  const { ticked, error } = useTick(name, given)
  return (
    <div>
      <label className="check">
        <input
          className="box"
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
