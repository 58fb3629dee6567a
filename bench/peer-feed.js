import pg from 'pg'

/** What every peer with a database asks: the plainest query that finds the items of a feed's first page. */
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

export function openFeed() {
  const pool = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: 10,
    options: '-c timezone=UTC',
  })
  return async (chzzkChannelId) => {
    const { rows } = await pool.query({ name: 'feed', text: FEED, values: [chzzkChannelId] })
    const items = rows.slice(0, 20)
    return { name: rows[0].name, items, nextCursor: items.at(-1).id }
  }
}

export function toJson({ items, nextCursor }) {
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
  return { items: shown, nextCursor }
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign])

export function toHtml({ name, items, nextCursor }) {
  const shown = items.map(({ author_name, content, at, amount }) => {
    const cheese = amount ? ` <b>${amount.toLocaleString('ko-KR')}치즈</b>` : ''
    return `<li><p>${escaped(author_name)}${cheese}</p><p>${escaped(content)}</p><time>${at.toISOString()}</time></li>`
  })
  const title = `<meta charset="utf-8"><title>${escaped(name)}</title><h1>${escaped(name)}</h1>`
  return `<!doctype html><html lang="ko">${title}<ul>${shown.join('')}</ul><a href="?cursor=${nextCursor}">더 보기</a></html>`
}
