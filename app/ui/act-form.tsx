import type { ReactNode } from 'react'
import { FormAlert } from './form/form-alert'
import { Returned } from './form/returned'
import { useReturnedForm } from './page-context'

type ActFormProps = {
  action: string
  /** The page that shows this form, drawn again when the act is refused. */
  formPage: string
  redirectTo?: string
  method?: 'DELETE'
  className?: string
  /** What to say at once, before the server has answered. */
  optimistic?: string
  draftKey?: string
  /** Another form of the same action on the page says why it came back. */
  silent?: boolean
  children: ReactNode
}

/** A form that does something: posts to an endpoint, comes back filled in when it is refused. */
export function ActForm({
  action,
  formPage,
  redirectTo,
  method,
  className,
  optimistic,
  draftKey,
  silent,
  children,
}: ActFormProps) {
  const came = useReturnedForm(action)
  const returned = came && !silent && came.values._method === method ? came : null
  return (
    <form
      method="post"
      action={action}
      className={className}
      data-enhance=""
      data-optimistic={optimistic}
      data-draft-key={draftKey}
    >
      <input type="hidden" name="formPage" value={formPage} />
      {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
      {method && <input type="hidden" name="_method" value={method} />}
      {returned && <FormAlert returned={returned} formPage={formPage} />}
      <Returned.Provider value={returned}>{children}</Returned.Provider>
    </form>
  )
}
