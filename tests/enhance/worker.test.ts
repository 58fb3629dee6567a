import { describe, expect, test } from 'vitest'
import {
  feedPath,
  isFresh,
  isShowable,
  mayKeep,
  stylesOf,
  wayOf,
  withKeptNotice,
} from '~/enhance/worker/ways'

const ORIGIN = 'https://melt.example'
const CHANNEL = 'a'.repeat(32)
const UUID = '0190a000-0000-7000-8000-000000000000'

const ask = (path: string, more: { method?: string; mode?: string; hasRange?: boolean } = {}) =>
  wayOf(
    { method: 'GET', mode: 'navigate', hasRange: false, url: new URL(path, ORIGIN).href, ...more },
    ORIGIN,
  )

describe('Without a connection', () => {
  test.each(['/', `/${CHANNEL}`, `/${CHANNEL}?sort=amount`, '/me', '/letters', '/dashboard/inbox'])(
    '%s is answered',
    (path) => expect(ask(path)).toBe('page'),
  )

  test.each([
    '/me/export',
    '/creator/export/donations.csv',
    '/creator/settlement/bundle?month=2026-11',
    `/donations/${UUID}/receipt`,
    '/ledger/key',
    '/ledger/tile/0/000',
    '/auth/chzzk/login?redirectTo=/me',
    '/auth/chzzk/callback?code=1&state=2',
    `/events?chzzkChannelId=${CHANNEL}`,
    `/feed?chzzkChannelId=${CHANNEL}`,
    `/contents/${UUID}/audio`,
    `/${CHANNEL}/qr.svg`,
    '/verify-ledger.mjs',
    '/openapi.json',
    '/sandbox/chzzk/live/x',
    '/overlay/token',
    'https://chzzk.naver.com/live/x',
  ])('%s is the browser’s own matter', (path) => expect(ask(path)).toBeNull())

  test('only looking at a page is: no act, no script, no part of a file', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) expect(ask('/me', { method })).toBeNull()
    for (const mode of ['cors', 'same-origin', 'no-cors']) expect(ask('/me', { mode })).toBeNull()
    expect(ask('/me', { hasRange: true })).toBeNull()
    expect(ask('/assets/app-x1.css', { mode: 'no-cors' })).toBe('style')
    expect(ask('/assets/page-x1.js', { mode: 'cors' })).toBeNull()
    expect(ask('https://elsewhere.example/assets/app.css', { mode: 'no-cors' })).toBeNull()
  })

  test.each(['/auth/logout', '/auth/logout/', '/auth/decline', '/me/leave'])(
    'nothing is kept after POST %s',
    (path) => {
      expect(ask(path, { method: 'POST' })).toBe('end')
      expect(ask(path, { method: 'POST', mode: 'cors' })).toBe('end')
      expect(ask(path)).not.toBe('end')
    },
  )
})

describe('What is kept', () => {
  test('is a channel’s feed at its bare address and nothing else', () => {
    expect(feedPath(`${ORIGIN}/${CHANNEL}`)).toBe(`/${CHANNEL}`)
    const others = [
      `/${CHANNEL}?sort=amount`,
      `/${CHANNEL}?cursor=x`,
      `/${CHANNEL}/`,
      `/${CHANNEL}/donate`,
      `/${CHANNEL}/letter`,
      `/${CHANNEL.toUpperCase()}`,
      '/',
      '/letters',
      '/dashboard/inbox',
      '/me',
      '/offline',
    ]
    for (const path of others) expect(feedPath(ORIGIN + path), path).toBeNull()
  })

  const page = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-cache' }
  test.each<[string, boolean, number, boolean, Record<string, string>]>([
    ['a public page', true, 200, false, page],
    ['a page of somebody signed in', false, 200, false, { ...page, 'Cache-Control': 'no-store' }],
    ['a page with a form', false, 200, false, { ...page, 'Cache-Control': 'private, no-store' }],
    ['a page that does not say', false, 200, false, { 'Content-Type': 'text/html' }],
    ['a file', false, 200, false, { ...page, 'Content-Type': 'application/json' }],
    ['a page of another address', false, 200, true, page],
    ['a page that is not there', false, 404, false, page],
    ['a page that failed', false, 503, false, page],
    ['an answer that leads on', false, 0, false, {}],
  ])('%s: %s', (_, isKept, status, redirected, headers) => {
    expect(mayKeep({ status, redirected, headers: new Headers(headers) })).toBe(isKept)
  })

  test('is asked for anew after five minutes and shown for a week', () => {
    const [minute, day] = [60_000, 86_400_000]
    const at = Date.parse('2026-12-10T03:00:00Z')
    expect([isFresh(at, at + 4 * minute), isFresh(at, at + 6 * minute), isFresh(0, at)]).toEqual([
      true,
      false,
      false,
    ])
    expect([isShowable(at, at + 6 * day), isShowable(at, at + 8 * day), isShowable(0, at)]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('says that it is kept, or is not kept', () => {
    const html = '<div id="notice" role="status" aria-live="polite" data-notice=""></div><main id="page">'
    expect(withKeptNotice(html)).toBe(
      '<div id="notice" role="status" aria-live="polite" data-notice="stays"><p>지금은 연결이 없어 아까 본 모습이에요</p></div><main id="page">',
    )
    expect(withKeptNotice('<main id="page">')).toBeNull()
  })

  test('comes with the style sheets that its first sight waits for', () => {
    const html = `<head><link rel="stylesheet" href="/assets/app-1.css"/><link rel="icon" href="/icon.svg"/>
      <link rel="stylesheet" href="https://elsewhere.example/x.css"/><link rel="stylesheet" href="//elsewhere.example/x.css"/></head>
      <body><link rel="stylesheet" href="/assets/fonts-1.css"/></body>`
    expect(stylesOf(html)).toEqual(['/assets/app-1.css'])
  })
})
