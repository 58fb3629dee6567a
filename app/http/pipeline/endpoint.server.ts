import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/node'
import type { z } from 'zod'
import type { Viewer } from '~/domain/auth/viewer'
import type { Reason, Refusal } from '~/domain/core/refusal'
import type { Operation } from '../contract/operation'
import { type Answer, respond } from '../responses/answer.server'
import { refusalOf } from '../responses/failure.server'
import { problem, returnForm, wantsPage } from '../responses/problem.server'
import { identify, requireViewer } from './identify.server'
import {
  type Body,
  EMPTY_BODY,
  isMultipart,
  parseBody,
  parseUnreadBody,
  uploadsOf,
} from './parse-body.server'
import { enforceRateLimit } from './rate-limit.server'
import { isChange, resolver } from './resolve.server'
import { requireSameOrigin } from './same-origin.server'
import { validate, validateCall } from './validate.server'

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

type SaveForm = (request: Request, refusal: Refusal, body: Body) => Promise<Response | null>

type Resuming<Op> = [Extract<Op, { resumes: true }>] extends [never] ? [] : [saveForm: SaveForm]

/** Remix checks nothing for such routes: everything is checked here before the act (docs/tour.md §2). */
export function endpoint<Ops extends Operations, Key extends keyof Ops & string>(
  operations: Ops,
  acts: Acts<Ops, Key>,
  ...[saveForm]: Resuming<Ops[Key]>
) {
  const resolve = resolver(operations, acts)

  async function handle(args: ActionFunctionArgs): Promise<Response> {
    const { request, context } = args
    let body = EMPTY_BODY
    let resumes = false
    try {
      const expected = resolve.byMethod(request).operation
      if (isChange(request)) requireSameOrigin(request)
      const viewer = await identify(request, context)
      body = parseUnreadBody(request, expected)
      await enforceRateLimit(expected, request, viewer, context)
      if (isChange(request)) body = await parseBody(request, uploadsOf(expected, viewer))
      const { operation, act } = resolve.byBody(request, body)
      resumes = operation.resumes === true
      if (resumes && !viewer && body.isForm && operation.input) validate(operation.input, body.fields, true)
      if (operation.who === 'viewer') await requireViewer(request, context)
      const call = validateCall(operation, args, body)
      return await respond(request, await act({ viewer, ...call, request, context }), body)
    } catch (error) {
      return refuseCall(args, error, body, resumes ? saveForm : undefined)
    }
  }
  return { loader: handle, action: handle }
}

async function refuseCall(args: ActionFunctionArgs, error: unknown, read: Body, saveForm?: SaveForm) {
  if (error instanceof Response) throw error
  const { request } = args
  const refusal = refusalOf(error, request)
  const body = await parseRefusedBody(request, refusal, read)
  if (!wantsPage(request, body.isForm)) return problem(refusal)
  return (await saveForm?.(request, refusal, body)) ?? returnForm(args, refusal, body)
}

const BEFORE_READING = new Set<Reason>(['rate_limited', 'conflict', 'unavailable', 'internal'])

/** Refused before the reading: it must not cost a person what they wrote. */
async function parseRefusedBody(request: Request, { reason }: Refusal, read: Body): Promise<Body> {
  if (!BEFORE_READING.has(reason) || request.bodyUsed || !isChange(request) || isMultipart(request))
    return read
  return parseBody(request).catch(() => read)
}
