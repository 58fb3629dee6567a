import { bytesUpTo } from '~/bytes-up-to'
import { env } from '~/env.server'

export const SANDBOX_PATH = '/sandbox/chzzk'

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  `form-action 'self' ${new URL(env.publicUrl).origin}`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Clearly marked as the sandbox: no script, no inline style. */
export function page(title: string, body: Html, status = 200): Response {
  const document = html`<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · 연습용 치지직</title>
<link rel="stylesheet" href="${SANDBOX_PATH}/style.css">
</head>
<body>
<p class="band"><strong>연습 모드</strong> 진짜 치지직이 아닌 연습용 페이지예요. 돈은 오가지 않아요.</p>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`
  return new Response(document.text, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  })
}

export function problemPage(title: string, detail: string, status: number): Response {
  return page(title, html`<p>${detail}</p><p><a href="${env.publicUrl}/">Melt로 돌아가기</a></p>`, status)
}

export function crossSitePage(): Response {
  return problemPage('다른 곳에서 온 요청이에요', '이 페이지에서 다시 눌러 주세요.', 403)
}

export function styleSheetReply(): Response {
  return new Response(styleSheet, {
    headers: {
      'Content-Type': 'text/css; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-cache',
    },
  })
}

class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | Html[] | false | null

/** Everything put in is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(String.raw({ raw: strings }, ...pieces.map(render)))
}

function render(piece: Piece): string {
  if (piece === null || piece === false) return ''
  if (Array.isArray(piece)) return piece.map(render).join('')
  if (piece instanceof Html) return piece.text
  return String(piece).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Nothing that resembles CHZZK. */
const styleSheet = `
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100dvh; background: #17151c; color: #f3f0f7;
  font: 16px/1.6 Pretendard, system-ui, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif;
  word-break: keep-all; overflow-wrap: anywhere;
}
.band { margin: 0; padding: 12px 16px; background: #ffd166; color: #2b2100; font-size: 14px; text-align: center; }
main { max-width: 460px; margin: 0 auto; padding: 24px 16px calc(40px + env(safe-area-inset-bottom)); }
h1 { margin: 0 0 12px; font-size: 22px; line-height: 1.35; }
h2 { margin: 28px 0 8px; font-size: 16px; }
p { margin: 0 0 12px; }
a { color: #ffd166; }
small, .muted { color: #b5aec2; font-size: 14px; }
ul { margin: 0 0 16px; padding-left: 20px; }
form { margin: 0; }
.people { display: grid; gap: 8px; }
label { display: block; margin: 12px 0 4px; font-size: 14px; color: #d6cfe2; }
label.row { display: flex; align-items: center; gap: 10px; min-height: 44px; font-size: 16px; }
input, select, textarea, button {
  width: 100%; min-height: 44px; padding: 10px 12px; border: 1px solid #5d5570; border-radius: 10px;
  background: #221f2a; color: inherit; font: inherit;
}
input[type="checkbox"] { width: 22px; min-height: 22px; accent-color: #ffd166; }
textarea { min-height: 88px; resize: vertical; }
button { cursor: pointer; text-align: left; }
button.main { margin-top: 16px; border-color: #ffd166; background: #ffd166; color: #2b2100; font-weight: 700; text-align: center; }
button.quiet { margin-top: 16px; background: transparent; text-align: center; }
:focus-visible { outline: 3px solid #ffd166; outline-offset: 2px; }
.done { margin: 0 0 16px; padding: 14px 16px; border: 1px solid #ffd166; border-radius: 10px; }
.wrong { margin: 0 0 16px; padding: 14px 16px; border: 1px solid #ff9d8a; border-radius: 10px; color: #ffc9bf; }
.screen { display: grid; place-items: center; aspect-ratio: 16 / 9; margin-bottom: 16px; border-radius: 10px; background: #0c0b0f; color: #b5aec2; }
`

const MAX_BODY_BYTES = 64 * 1024

export async function parseFields(request: Request): Promise<Record<string, unknown> | null> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const text = (await bytesUpTo(request.body, MAX_BODY_BYTES))?.toString('utf8') ?? null
  if (text === null) return null
  if (type === 'application/json') return parseObject(text)
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  return null
}

export function textField(fields: Record<string, unknown>, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

export function countField(request: Request, name: string): number | null {
  const value = new URL(request.url).searchParams.get(name) ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) : null
}

/** Programs say nothing and may pass. */
export function isCrossSite(request: Request): boolean {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin !== null && origin !== new URL(env.publicUrl).origin) return true
  return site !== null && site !== 'same-origin' && site !== 'none'
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** A program gets JSON where a person gets a page. */
export function wantsJson(request: Request): boolean {
  const sent = request.headers.get('content-type') ?? ''
  const accepted = request.headers.get('accept') ?? ''
  return sent.includes('application/json') || accepted.includes('application/json')
}
