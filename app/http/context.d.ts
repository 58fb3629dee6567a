import '@remix-run/node'
import type { ReturnedForm } from './responses/returned-form'

declare module '@remix-run/node' {
  interface AppLoadContext {
    /** The client's address, as the trusted proxies forward it. */
    address: string
    /** A form that came back with errors, for the page that shows it again. */
    form?: ReturnedForm
    /** Asks for a page or an act of ours within this request, with a form that came back. */
    drawPage(request: Request, form?: ReturnedForm): Promise<Response>
  }
}
