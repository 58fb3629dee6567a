import { useLocation } from '@remix-run/react'
import { type ComponentProps, type ReactNode, useContext } from 'react'
import {
  actionOf,
  type FieldName,
  type FieldOf,
  type FormOperation,
  type NameField,
  type ParamsOf,
} from '~/http/contract/form'
import { useReturnedForm } from '../page-context'
import { Returned } from './returned'

type OperationFormProps<Op extends FormOperation> = ParamsOf<Op> & {
  op: Op
  /** The page that is drawn again when the act is refused, where that is not the one this form stands on. */
  formPage?: string
  /** Where to go next, in place of where the act leads: a page, or `here`. */
  redirectTo?: string
  /** Sent along as they are. */
  fields?: Partial<Record<FieldOf<Op>, string>>
  className?: string
  /** What to announce at once, before the server has answered. */
  optimistic?: string
  draftKey?: string
  /** Sent by the browser itself, as the script cannot follow to CHZZK. */
  plain?: boolean
  /** For a form that leads to CHZZK: the page to come back to. */
  leave?: string
  /** Whether it brings files; those cannot come back filled in. */
  files?: boolean
  children: ReactNode | ((name: NameField<FieldOf<Op>>) => ReactNode)
}

/** A form that sends one operation of the contract; refused, it comes back filled in, and the frame says why. */
export function OperationForm<Op extends FormOperation>(props: OperationFormProps<Op>) {
  const {
    op,
    params,
    fields = {},
    className,
    optimistic,
    draftKey,
    plain = false,
    leave,
    files,
    children,
  } = props
  const here = useHere()
  const { action, method } = actionOf(op, params)
  const hidden = {
    formPage: props.formPage ?? here,
    redirectTo: props.redirectTo === 'here' ? here : props.redirectTo,
    _method: method,
    ...(fields as Record<string, string>),
  }
  return (
    <SentForm
      action={action}
      hidden={hidden}
      className={className}
      encType={files ? 'multipart/form-data' : undefined}
      data-enhance={plain || leave ? undefined : ''}
      data-leave={leave}
      data-optimistic={optimistic}
      data-draft-key={draftKey}
    >
      {typeof children === 'function' ? children((field) => field as unknown as FieldName) : children}
    </SentForm>
  )
}

type PreparedFormProps = {
  /** An act that `toForm` prepared, or a form that came back. */
  form: { action: string; fields: Record<string, string> }
  formPage?: string
  redirectTo?: 'here'
  className?: string
  children: ReactNode
}

/** A form whose address and fields were made elsewhere, such as the way back beside a notice. */
export function PreparedForm({ form, formPage, redirectTo, className, children }: PreparedFormProps) {
  const here = useHere()
  const hidden = { formPage: formPage ?? here, redirectTo: redirectTo && here, ...form.fields }
  return (
    <SentForm action={form.action} hidden={hidden} className={className} data-enhance="">
      {children}
    </SentForm>
  )
}

type SentFormProps = Omit<ComponentProps<'form'>, 'hidden'> & {
  action: string
  hidden: Record<string, string | undefined>
  'data-enhance'?: ''
}

function SentForm({ hidden, children, ...attributes }: SentFormProps) {
  const form = useReturnedForm(attributes.action)
  const returned = form && form.values._method === hidden._method ? form : null
  return (
    <form method="post" {...attributes} data-returned={returned ? '' : undefined}>
      <HiddenFields values={hidden} />
      <Returned.Provider value={returned}>{children}</Returned.Provider>
    </form>
  )
}

type HiddenFieldsProps = { values: Record<string, string | undefined> }

/** What a form sends along without showing it. */
export function HiddenFields({ values }: HiddenFieldsProps) {
  return Object.entries(values).map(
    ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
  )
}

/** The idempotency key, made before sending; a form that comes back keeps it unless it belongs to something else. A stranger's form gets it as it is saved for the login. */
export function RequestId({ id }: { id: string | null }) {
  const returned = useContext(Returned)
  const kept = returned?.reason === 'conflict' ? undefined : returned?.values.requestId
  const value = kept ?? id
  return value && <input type="hidden" name="requestId" value={value} />
}

/** The page that is being drawn, as its address says it. */
function useHere() {
  const { pathname, search } = useLocation()
  return pathname + search
}
