import { createContext, useContext } from 'react'
import type { ReturnedForm } from '~/http/context'

/** The refused form around a field, if it came back. */
export const Returned = createContext<ReturnedForm | null>(null)

/** What a field shows: what was sent before, else the page's own; and the error that stands beside it. */
export function useField(name: string, given: string | number | null | undefined) {
  const returned = useContext(Returned)
  const value = returned?.values[name] ?? given ?? ''
  const error = returned?.errors.find(({ path }) => path === name)?.message
  return { value: String(value), error }
}

/** Whether a box is ticked: as it was sent before, else as the page says. */
export function useTick(name: string, given: boolean) {
  const returned = useContext(Returned)
  const error = returned?.errors.find(({ path }) => path === name)?.message
  return { ticked: returned ? name in returned.values : given, error }
}

/** What is wrong with the form around, field by field. */
export function useFormErrors() {
  return useContext(Returned)?.errors ?? []
}
