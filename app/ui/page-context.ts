import { createContext, useContext } from 'react'
import type { ReturnedForm } from '~/http/context'

/** What a page knows besides its loaders: the address of the one script, and a form that came back with errors. */
export const PageContext = createContext<PageKnown>({ script: '' })

type PageKnown = {
  script: string
  form?: ReturnedForm
  /** What the frame needs even where the root's loader failed. */
  sandbox?: boolean
  theme?: 'system' | 'dark' | 'light'
}

/** The form posted to `action`, when it came back refused. */
export function useReturnedForm(action: string): ReturnedForm | null {
  const { form } = useContext(PageContext)
  return form?.action === action ? form : null
}
