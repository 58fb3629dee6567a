import { env } from '~/env.server'
import { type Html, html } from './html'
import { styleSheet } from './style'

export const SANDBOX_PATH = '/sandbox/chzzk'

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  `form-action 'self' ${new URL(env.publicUrl).origin}`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A page for people, clearly marked as the sandbox: no script, no inline style. */
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

/** A page that says what is wrong and what to do. */
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
