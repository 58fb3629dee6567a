import { createServer } from 'node:http'
import pg from 'pg'

/** The floor Melt is measured against: node:http, pg and the plainest query that finds the same items. */
const FEED = `
  SELECT c.name, i.message_id AS id, i.at, m.type, m.content, d.status,
    CASE WHEN d.hide_name THEN NULL ELSE coalesce(u.display_name, d.donor_name) END AS author_name,
    CASE WHEN NOT d.hide_amount THEN d.amount_cheese END AS amount
  FROM feed_items i
  JOIN channels c ON c.id = i.channel_id
  JOIN messages m ON m.id = i.message_id
  LEFT JOIN users u ON u.id = m.author_id
  LEFT JOIN donation_events d ON d.id = m.donation_id
  WHERE i.channel_id = (SELECT id FROM channels WHERE chzzk_channel_id = $1)
  ORDER BY i.at DESC, i.message_id DESC
  LIMIT 21`

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c timezone=UTC' })

async function getFeed(chzzkChannelId) {
  const { rows } = await pool.query({ name: 'feed', text: FEED, values: [chzzkChannelId] })
  const items = rows.slice(0, 20)
  return { name: rows[0].name, items, nextCursor: items.at(-1).id }
}

function asJson({ items, nextCursor }) {
  const shown = items.map(({ id, type, author_name, content, at, status, amount }) => ({
    id,
    type,
    author: { displayName: author_name, badge: null },
    content,
    createdAt: at.toISOString(),
    ...(status ? { donation: { status, amount } } : {}),
    replies: [],
    pinned: false,
  }))
  return JSON.stringify({ items: shown, nextCursor })
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign])

function asHtml({ name, items, nextCursor }) {
  const shown = items.map(({ author_name, content, at, amount }) => {
    const cheese = amount ? ` <b>${amount.toLocaleString('ko-KR')}치즈</b>` : ''
    return `<li><p>${escaped(author_name)}${cheese}</p><p>${escaped(content)}</p><time>${at.toISOString()}</time></li>`
  })
  const title = `<meta charset="utf-8"><title>${escaped(name)}</title><h1>${escaped(name)}</h1>`
  return `<!doctype html><html lang="ko">${title}<ul>${shown.join('')}</ul><a href="?cursor=${nextCursor}">더 보기</a></html>`
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare')
  if (pathname === '/healthz') return response.end('ok')
  const isJson = pathname === '/feed'
  const page = await getFeed(isJson ? searchParams.get('chzzkChannelId') : pathname.slice(1))
  const body = Buffer.from(isJson ? asJson(page) : asHtml(page))
  const type = isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8'
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length }).end(body)
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
