import { createRequestHandler } from '@remix-run/node'
import { Links, Meta, Outlet, RemixServer, useLoaderData } from '@remix-run/react'
import { createElement as h } from 'react'
import { renderToString } from 'react-dom/server'
import remixConfig from '../remix.config.js'

/**
 * The plainest page that Remix draws of the same items, without scripts: Remix's own handler over a build made by hand,
 * with as many elements and bytes as the page it stands beside.
 *
 * @param {(chzzkChannelId: string) => Promise<{ name: string, items: any[], nextCursor: string }>} getFeed
 * @param {{ bytes: number, elements: number, chzzkChannelId: string }} like
 */
export async function remixPeer(getFeed, like) {
  const filler = { count: 0, name: '' }
  const handle = createRequestHandler(buildOf(getFeed, filler), 'production')
  const draw = async (chzzkChannelId) =>
    Buffer.from(await (await handle(new Request(`http://peer/${chzzkChannelId}`))).arrayBuffer())
  const plain = sizeOf(await draw(like.chzzkChannelId))
  filler.count = Math.max(1, Math.round((like.elements - plain.elements) / plain.items))
  const empty = sizeOf(await draw(like.chzzkChannelId))
  const missing = (like.bytes - empty.bytes) / (filler.count * empty.items)
  filler.name = 'm'.repeat(Math.max(0, Math.round(missing)))
  return draw
}

export function sizeOf(html) {
  const text = String(html)
  return {
    bytes: Buffer.byteLength(text),
    elements: text.match(/<[a-z]/g)?.length ?? 0,
    items: text.match(/<time/g)?.length ?? 1,
  }
}

function buildOf(getFeed, filler) {
  const Root = () => h('html', { lang: 'ko' }, h('head', null, h(Meta), h(Links)), h('body', null, h(Outlet)))
  const Channel = () => {
    const { name, items, nextCursor } = useLoaderData()
    return h(
      'main',
      null,
      h('h1', null, name),
      h(
        'ul',
        null,
        items.map((item) => h(Item, { key: item.id, ...item })),
      ),
      h('a', { href: `?cursor=${nextCursor}` }, '더 보기'),
    )
  }
  const Item = ({ author_name, content, amount, at }) =>
    h(
      'li',
      null,
      h('p', null, author_name, amount ? h('b', null, `${amount.toLocaleString('ko-KR')}치즈`) : null),
      h('p', null, content),
      h('time', null, new Date(at).toISOString()),
      Array.from({ length: filler.count }, (_, n) => h('span', { key: n, className: filler.name })),
    )
  const route = (id, path, parentId) => ({ id, path, parentId, hasLoader: parentId !== undefined })
  const shared = { hasAction: false, hasErrorBoundary: false, module: '/none.js', imports: [] }
  const routes = { root: route('root', ''), channel: route('channel', ':id', 'root') }
  const drawn = {
    root: { default: Root, meta: () => [{ charSet: 'utf-8' }, { title: '멜트' }] },
    channel: { default: Channel, loader: ({ params }) => getFeed(params.id) },
  }
  const assets = Object.fromEntries(Object.entries(routes).map(([id, one]) => [id, { ...one, ...shared }]))
  return {
    entry: { module: { default: respond } },
    routes: Object.fromEntries(
      Object.entries(routes).map(([id, one]) => [id, { ...one, module: drawn[id] }]),
    ),
    assets: { entry: { module: '/none.js', imports: [] }, routes: assets, url: '/none.js', version: '1' },
    publicPath: '/',
    assetsBuildDirectory: 'none',
    isSpaMode: false,
    future: remixConfig.future,
  }
}

function respond(request, status, headers, context) {
  const html = renderToString(h(RemixServer, { context, url: request.url }))
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(`<!DOCTYPE html>${html}`, { status, headers })
}
