import { z } from 'zod'
import { isCrossSite, readFields } from './fields.server'
import { html } from './html'
import { sandboxMemory } from './memory.server'
import { crossSitePage, page, problemPage, SANDBOX_PATH } from './page.server'
import { type Switches, switchesSchema } from './switches'

/** GET /switches: how the stand-in behaves now, as JSON or as a form. */
export function switchesPage(request: Request): Response {
  const { switches } = sandboxMemory()
  if (wantsJson(request)) return Response.json(switches, { headers: { 'Cache-Control': 'no-store' } })
  const rows = switchesSchema.keyof().options.map((name) => {
    return html`<label for="${name}">${name}</label>${control(name, switches[name])}`
  })
  return page(
    '연습용 치지직 스위치',
    html`<form method="post">${rows}<button class="main">바꾸기</button></form>`,
  )
}

/** POST /switches: changes the named ones, leaves the others. */
export async function setSwitches(request: Request): Promise<Response> {
  if (isCrossSite(request)) return crossSitePage()
  const asked = switchesSchema.partial().safeParse(await readFields(request))
  if (!asked.success) {
    if (wantsJson(request)) return Response.json({ errors: asked.error.issues }, { status: 422 })
    return problemPage(
      '바꿀 수 없는 값이에요',
      asked.error.issues.map(({ path }) => path.join('.')).join(', '),
      422,
    )
  }
  const memory = sandboxMemory()
  memory.switches = { ...memory.switches, ...asked.data }
  if (wantsJson(request)) return Response.json(memory.switches)
  return new Response(null, { status: 303, headers: { Location: `${SANDBOX_PATH}/switches` } })
}

function control(name: keyof Switches, value: string | number) {
  const shape: z.ZodType = switchesSchema.shape[name]
  if (!(shape instanceof z.ZodEnum)) return html`<input id="${name}" name="${name}" value="${value}">`
  const options = shape.options.map((option) => {
    return html`<option value="${option}"${option === value && html` selected`}>${option}</option>`
  })
  return html`<select id="${name}" name="${name}">${options}</select>`
}

function wantsJson(request: Request) {
  const sent = request.headers.get('content-type') ?? ''
  return (
    sent.includes('application/json') || (request.headers.get('accept') ?? '').includes('application/json')
  )
}
