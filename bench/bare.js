import { createServer } from 'node:http'
import pg from 'pg'
import { importPure } from './import-pure.js'

/** The floor Melt is measured against: node:http and pg, the feed's own SQL, and nothing else. */
const { recentFeedSql: FEED } = await importPure('app/domain/feed/feed-sql.ts')

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c timezone=UTC' })

async function readFeed(chzzkChannelId) {
  const values = [chzzkChannelId, 21, null, null, 'ffffffff-ffff-ffff-ffff-ffffffffffff', true, true]
  const { rows } = await pool.query({ name: 'feed', text: FEED, values })
  const items = rows.slice(0, 20)
  const last = items.at(-1)
  const nextCursor = Buffer.from(`${last.sortAmount}.${last.at.getTime()}.${last.id}`).toString('base64url')
  return { name: rows[0].name, items, nextCursor }
}

function asJson({ items, nextCursor }) {
  const shown = items.map(({ id, type, authorName, content, at, status, publicAmount, replies, pinned }) => ({
    id,
    type,
    author: { displayName: authorName, badge: null },
    content,
    createdAt: at.toISOString(),
    ...(status ? { donation: { status, amount: publicAmount } } : {}),
    replies: replies ?? [],
    pinned,
  }))
  return JSON.stringify({ items: shown, nextCursor })
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign])

function asHtml({ name, items, nextCursor }) {
  const shown = items.map(({ authorName, content, at, publicAmount }) => {
    const amount = publicAmount ? ` <b>${publicAmount.toLocaleString('ko-KR')}치즈</b>` : ''
    return `<li><p>${escaped(authorName)}${amount}</p><p>${escaped(content)}</p><time>${at.toISOString()}</time></li>`
  })
  const title = `<meta charset="utf-8"><title>${escaped(name)}</title><h1>${escaped(name)}</h1>`
  return `<!doctype html><html lang="ko">${title}<ul>${shown.join('')}</ul><a href="?cursor=${nextCursor}">더 보기</a></html>`
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare')
  if (pathname === '/healthz') return response.end('ok')
  const isJson = pathname === '/feed'
  const page = await readFeed(isJson ? searchParams.get('chzzkChannelId') : pathname.slice(1))
  const body = Buffer.from(isJson ? asJson(page) : asHtml(page))
  const type = isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8'
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length }).end(body)
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))
