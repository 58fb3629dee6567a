import '@remix-run/node'
import type { FieldError, Reason } from '~/domain/core/refusal'
import type { getFeed } from '~/domain/feed/get.server'
import type { FeedQuery } from '~/domain/feed/input'

/** A form that was refused: what was in it, and what to say beside its fields; without a reason only what was in it. */
export type ReturnedForm = {
  action: string
  reason: Reason | null
  title: string
  detail: string
  values: Record<string, string>
  errors: FieldError[]
}

declare module '@remix-run/node' {
  interface AppLoadContext {
    address: string
    form?: ReturnedForm
    /** Asks for a page or an act of ours within this request, with a form that came back. */
    drawPage(request: Request, form?: ReturnedForm): Promise<Response>
    /** The public part of a page that is somebody's own, from the memory of public pages where there is one. */
    findFeed?: (query: FeedQuery) => ReturnType<typeof getFeed>
  }
}
