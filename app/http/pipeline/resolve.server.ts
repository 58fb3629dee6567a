import { refuse } from '~/domain/core/refusal'
import type { Operation } from '../contract/operation'
import type { Answer } from '../responses/answer.server'
import { type Body, formField } from './parse-body.server'

type Act = (call: unknown) => Promise<Answer>
type Resolved = { operation: Operation; act: Act }

export const isChange = ({ method }: Request) => method !== 'GET' && method !== 'HEAD'

/** A form knows only POST and names another method in `_method`. */
export function resolver(operations: Record<string, Operation>, acts: Record<string, unknown>) {
  const byMethod = new Map<string, Resolved>(
    Object.entries(acts).map(([key, act]) => [
      key.slice(0, key.indexOf(' ')),
      { operation: operations[key] as Operation, act: act as Act },
    ]),
  )
  const changing = new Map([...byMethod].filter(([method]) => method !== 'GET'))
  const [namedInForm] = changing.values()
  const methodOf = ({ method }: Request) => (method === 'HEAD' ? 'GET' : method)

  function find(method: string, among = byMethod) {
    return among.get(method) ?? refuse('method_not_allowed', { allow: [...byMethod.keys()] })
  }

  return {
    /** Before the body is read: the limits and files of the one that a form may name. */
    byMethod(request: Request): Resolved {
      const method = methodOf(request)
      return byMethod.get(method) ?? (method === 'POST' ? namedInForm : undefined) ?? find(method)
    },
    byBody(request: Request, body: Body): Resolved {
      const method = methodOf(request)
      const resolved = body.isForm
        ? find(String(formField(body, '_method') ?? method), changing)
        : find(method)
      if (body.files && !resolved.operation.files) refuse('unsupported_media_type')
      return resolved
    },
  }
}
