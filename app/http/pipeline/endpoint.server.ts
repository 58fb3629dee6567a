import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/node'
import { z } from 'zod'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { Operation } from '../contract/operation'
import { saveFormForLogin } from '../login/resume.server'
import { type Answer, formField, sendAnswer } from '../responses/answer.server'
import { refusalOf, wantsPage } from '../responses/failure.server'
import { problem } from '../responses/problem.server'
import { returnForm } from '../responses/return-form.server'
import { isMeltsFault } from '../responses/statuses'
import { requireViewer, viewerOf } from './identify.server'
import { type Body, isMultipart, parseBody, readCounted, unreadForm, uploadsOf } from './parse-body.server'
import { enforceRateLimit } from './rate-limit.server'
import { requireSameOrigin } from './same-origin.server'
import { pathOf, validate } from './validate.server'

type Part<Op, Name extends 'params' | 'input'> = Op extends { [N in Name]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined

export type Call<Op> = {
  viewer: Op extends { who: 'anyone' } ? Viewer | null : Viewer
  params: Part<Op, 'params'>
  input: Part<Op, 'input'>
  files: Op extends { files: readonly (infer Name extends string)[] }
    ? Partial<Record<Name, Buffer>>
    : undefined
  request: Request
  context: AppLoadContext
}

type Operations = Record<string, Operation>

type Acts<Ops extends Operations, Key extends keyof Ops> = {
  [K in Key]: (call: Call<Ops[K]>) => Promise<Answer>
}

/**
 * An endpoint of api.md: the operations of its noun, and which act answers each of its own. Remix checks nothing for
 * such routes, so everything is checked here before the act, and a refusal becomes the contract's answer.
 */
export function endpoint<Ops extends Operations, Key extends keyof Ops & string>(
  operations: Ops,
  acts: Acts<Ops, Key>,
) {
  const byMethod = new Map(
    Object.entries(acts).map(([key, act]) => [
      methodOf(key),
      { operation: operations[key] as Operation, act: act as (call: unknown) => Promise<Answer> },
    ]),
  )

  const changing = new Map([...byMethod].filter(([method]) => method !== 'GET'))
  const [namedInForm] = changing.values()

  function find(method: string, among = byMethod) {
    return among.get(method) ?? refuse('method_not_allowed', { allow: [...byMethod.keys()] })
  }

  async function handle(args: ActionFunctionArgs): Promise<Response> {
    const { request, context } = args
    let body: Body = { fields: {}, isForm: false }
    let resumes = false
    try {
      const changes = request.method !== 'GET' && request.method !== 'HEAD'
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const asked = byMethod.get(method) ?? (method === 'POST' ? namedInForm : undefined) ?? find(method)
      if (changes) requireSameOrigin(request)
      const viewer = await viewerOf(request, context)
      const { limit = 'read' } = asked.operation
      const count = () =>
        enforceRateLimit(changes ? limitOf(asked.operation, viewer) : limit, viewer, context)
      const uploads = changes ? uploadsOf(asked.operation, viewer) : undefined
      if (uploads && isMultipart(request)) {
        body = unreadForm(request)
        body = await readCounted(request, uploads, count)
      } else {
        try {
          if (changes) body = await parseBody(request)
        } finally {
          await count()
        }
      }
      const { operation, act } = body.isForm
        ? find(String(formField(body, '_method') ?? method), changing)
        : find(method)
      if (body.files && !operation.files) refuse('unsupported_media_type')
      resumes = operation.resumes === true
      if (resumes && !viewer && body.isForm) validate(operation.input ?? z.unknown(), body.fields, true)
      if (operation.who === 'viewer') await requireViewer(request, context)
      const params = operation.params && pathOf(operation.params, args.params)
      const fields = changes ? body.fields : Object.fromEntries(new URL(request.url).searchParams)
      const input = operation.input && validate(operation.input, fields, body.isForm || !changes)
      const files = operation.files && (body.files ?? {})
      return await sendAnswer(request, await act({ viewer, params, input, files, request, context }), body)
    } catch (error) {
      if (error instanceof Response) throw error
      const refusal = refusalOf(error, request)
      // Who asks is looked up before what they sent is read: a database that fails there must not cost what they wrote.
      if (isMeltsFault(refusal.reason) && !request.bodyUsed) body = await parseBody(request).catch(() => body)
      if (!wantsPage(request, body.isForm)) return problem(refusal)
      return (resumes && (await saveFormForLogin(request, refusal, body))) || returnForm(args, refusal, body)
    }
  }
  return { loader: handle, action: handle }
}

const methodOf = (key: string) => key.slice(0, key.indexOf(' '))

/** The creator's own limit is for creators. */
function limitOf({ limit = 'act' }: Operation, viewer: Viewer | null) {
  return viewer?.channel || viewer?.role === 'admin' ? limit : 'act'
}
