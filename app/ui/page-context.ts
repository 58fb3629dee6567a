import { createContext, useContext } from 'react'
import type { ReturnedForm } from '~/http/context'
import type { InAppBrowser } from '~/http/pages/user-agent'

/** What a page knows besides its loaders: the address of the one script, and a form that came back with errors. */
export const PageContext = createContext<PageKnown>({ script: '' })

type PageKnown = {
  script: string
  form?: ReturnedForm
  /** What the frame needs even where the root's loader failed. */
  sandbox?: boolean
  theme?: 'system' | 'dark' | 'light'
  /** The app around a page that is its reader's own, and the link that opens the page in a browser. */
  inApp?: (InAppBrowser & { address: string; outside: string | null }) | null
}

/** Of a link that leaves a page open behind it: the window of an app may open no second one. */
export function useBeside() {
  const { inApp } = useContext(PageContext)
  return inApp ? {} : { target: '_blank', rel: 'noopener' }
}

/** The form posted to `action`, when it came back refused. */
export function useReturnedForm(action: string): ReturnedForm | null {
  const { form } = useContext(PageContext)
  return form?.action === action ? form : null
}
