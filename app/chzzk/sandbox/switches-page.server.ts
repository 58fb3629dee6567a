import { z } from 'zod'
import { countField, isCrossSite, parseFields } from './fields.server'
import { html } from './html'
import { sandboxMemory } from './memory.server'
import { crossSitePage, page, problemPage, SANDBOX_PATH } from './page.server'
import { sessionSwitches } from './session-switches'
import { type Switches, switchesSchema } from './switches'
import { wantsJson } from './wants-json'

/** GET /switches: how the sandbox behaves now, as JSON or as a form. */
export function switchesPage(request: Request): Response {
  const { switches } = sandboxMemory()
  if (wantsJson(request)) return Response.json(switches, { headers: { 'Cache-Control': 'no-store' } })
  const names = switchesSchema.keyof().options
  const row = (name: keyof Switches) =>
    html`<label for="${name}">${name}</label>${control(name, switches[name])}`
  return page(
    '연습용 치지직 스위치',
    html`${done(request)}
<form method="post">
<h2>로그인과 REST</h2>${names.filter((name) => !(name in sessionSwitches)).map(row)}
<h2>세션과 후원 알림</h2>${names.filter((name) => name in sessionSwitches).map(row)}
<button class="main">바꾸기</button></form>
${actForm('drop', '연결 끊기', '비워 두면 모든 연결을 끊어요.', false)}
${actForm('revoke', '동의 철회 알리기', '이 채널의 후원 알림이 멈춰요.', true)}`,
  )
}

/** POST /switches: changes the named ones, leaves the others. */
export async function setSwitches(request: Request): Promise<Response> {
  if (isCrossSite(request)) return crossSitePage()
  const asked = switchesSchema
    .partial()
    .strict()
    .safeParse(await parseFields(request))
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

function done(request: Request) {
  const sessions = countField(request, 'sessions')
  return sessions === null ? null : html`<p class="done" role="status">연결 ${sessions}개에 했어요</p>`
}

function actForm(act: 'drop' | 'revoke', title: string, hint: string, required: boolean) {
  return html`<h2>${title}</h2>
<form method="post" action="${SANDBOX_PATH}/sessions/${act}">
<label for="${act}">채널 아이디</label>
<input id="${act}" name="channelId" pattern="[0-9a-f]{32}" autocapitalize="none" autocomplete="off" spellcheck="false"${required && html` required`}>
<p class="muted">${hint}</p>
<button class="quiet">${title}</button>
</form>`
}

function control(name: keyof Switches, value: string | number) {
  const shape: z.ZodType = switchesSchema.shape[name]
  if (!(shape instanceof z.ZodEnum)) return html`<input id="${name}" name="${name}" value="${value}">`
  const options = shape.options.map((option) => {
    return html`<option value="${option}"${option === value && html` selected`}>${option}</option>`
  })
  return html`<select id="${name}" name="${name}">${options}</select>`
}
