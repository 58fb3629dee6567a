import type { ReactNode } from 'react'
import { Returned } from './form/returned'
import { useReturnedForm } from './page-context'

type ActFormProps = {
  action: string
  /** The page that shows this form, drawn again when the act is refused. */
  formPage: string
  redirectTo?: string
  method?: 'DELETE' | 'PUT'
  className?: string
  /** What to say at once, before the server has answered. */
  optimistic?: string
  draftKey?: string
  /** Sent by the browser itself, as the script cannot follow to CHZZK. */
  plain?: boolean
  /** For a form that leads to CHZZK: the page to come back to. */
  leave?: string
  /** Whether it brings files; those cannot come back filled in. */
  files?: boolean
  children: ReactNode
}

/** A form that does something: posts to an endpoint, comes back filled in when it is refused; the frame says why. */
export function ActForm({
  action,
  formPage,
  redirectTo,
  method,
  className,
  optimistic,
  draftKey,
  plain = false,
  leave,
  files = false,
  children,
}: ActFormProps) {
  const came = useReturnedForm(action)
  const returned = came && came.values._method === method ? came : null
  return (
    <form
      method="post"
      action={action}
      className={className}
      encType={files ? 'multipart/form-data' : undefined}
      data-enhance={plain || leave ? undefined : ''}
      data-leave={leave}
      data-returned={returned ? '' : undefined}
      data-optimistic={optimistic}
      data-draft-key={draftKey}
    >
      <input type="hidden" name="formPage" value={formPage} />
      {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
      {method && <input type="hidden" name="_method" value={method} />}
      <Returned.Provider value={returned}>{children}</Returned.Provider>
    </form>
  )
}
