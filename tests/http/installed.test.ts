import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { toPublicAddress } from '~/http/page-cache/address'
import { createFixture, type Fixture } from '../support/fixtures'
import { type Client, stranger, useMelt } from '../support/melt'

useMelt()

let f: Fixture
beforeAll(async () => {
  f = await createFixture()
})

const APPS = {
  kakaotalk: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) KAKAOTALK/25.5.2 (INAPP)',
  naver: 'Mozilla/5.0 (Linux; Android 15; SM-S938N; wv) NAVER(inapp; search; 2000; 12.13.3)',
  instagram: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Instagram 386.0.0.30.84',
}

async function pageIn(app: keyof typeof APPS | null, by: Client, path: string) {
  const headers = new Headers({ Accept: 'text/html' })
  if (app) headers.set('User-Agent', APPS[app])
  return (await by.request('GET', path, { headers })).text()
}

type Picture = { src: string; sizes: string; type: string; purpose?: string }
type Manifest = {
  id: string
  scope: string
  start_url: string
  display: string
  lang: string
  icons: Picture[]
  shortcuts: { name: string; url: string; icons: Picture[] }[]
  screenshots: Picture[]
}

/** Width and height as the header of a PNG has them. */
async function sizeOf({ src }: Picture) {
  const response = await stranger.get(src, '*/*')
  const bytes = Buffer.from(await response.arrayBuffer())
  const isPng = bytes.subarray(1, 4).toString() === 'PNG'
  const size = isPng && `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`
  return { type: response.headers.get('Content-Type'), size }
}

describe('Melt can be installed', () => {
  test('by a manifest whose icons, shortcuts and screenshots are what it says of them', async () => {
    const response = await stranger.get('/manifest.webmanifest', '*/*')
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      200,
      expect.stringMatching(/^application\/manifest\+json/),
    ])
    const manifest = (await response.json()) as Manifest
    expect(manifest).toMatchObject({ id: '/', scope: '/', start_url: '/', display: 'standalone', lang: 'ko' })
    const { icons, shortcuts, screenshots } = manifest
    const pictures = [...icons, ...shortcuts.flatMap(({ icons }) => icons), ...screenshots]
    for (const picture of pictures.filter(({ type }) => type === 'image/png'))
      expect([picture.src, await sizeOf(picture)]).toEqual([
        picture.src,
        { type: 'image/png', size: picture.sizes },
      ])
    const any = icons.filter(({ purpose = 'any' }) => purpose === 'any').map(({ sizes }) => sizes)
    expect(any).toEqual(expect.arrayContaining(['192x192', '512x512']))
    expect(icons.some(({ purpose, sizes }) => purpose === 'maskable' && sizes === '512x512')).toBe(true)
    expect(shortcuts.map(({ name, url }) => [name, url])).toEqual([
      ['확인', '/dashboard/donations'],
      ['인박스', '/dashboard/inbox'],
      ['내 메시지', '/letters'],
    ])
  })

  test('and answers what browsers ask for by themselves', async () => {
    const touch = await stranger.get('/apple-touch-icon.png', '*/*')
    expect([touch.status, touch.headers.get('Content-Type')]).toEqual([200, 'image/png'])
    const icon = await stranger.get('/favicon.ico', '*/*')
    expect([icon.status, icon.headers.get('Content-Type')]).toEqual([200, expect.stringMatching(/^image\//)])
    const page = await pageIn(null, stranger, '/')
    expect(page).toContain('<link rel="apple-touch-icon" href="/apple-touch-icon.png"/>')
    expect(page).toContain('<meta name="mobile-web-app-capable" content="yes"/>')
  })

  test.each(['br', 'identity'])(
    'with a worker of this build, asked for anew each time: %s',
    async (taken) => {
      const headers = { 'Accept-Encoding': taken }
      const response = await fetch(`${process.env.PUBLIC_URL}/sw.js`, { headers })
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')).toMatch(/^(?:text|application)\/javascript/)
      expect(response.headers.get('Cache-Control')).toBe('no-cache')
      expect(response.headers.get('Content-Security-Policy')).toContain("worker-src 'self'")
      const code = await response.text()
      expect(code).toBe(readFileSync('build/client/sw.js', 'utf8'))
      expect(code).toMatch(/melt-feed-[0-9a-f]{12}/)
      expect(existsSync('build/server/sw.js')).toBe(false)
    },
  )

  test('and an offline page of nobody, whose retry is the address that was asked for', async () => {
    for (const by of [stranger, f.creator]) {
      const page = await pageIn(null, by, '/offline')
      expect(page).toContain('href="">다시 해 보기</a>')
      expect(page).not.toContain('data-reader')
      expect(page).not.toContain('로그인')
    }
    const response = await stranger.get('/offline', 'text/html')
    expect(response.headers.get('Cache-Control')).toBe('private, no-cache')
  })
})

describe('Inside an app', () => {
  test('what everybody gets from memory is the same, whose window it may be', async () => {
    const channel = f.creator.chzzkUserId
    for (const path of ['/', '/donate', '/verify', '/offline', `/${channel}`, `/${channel}/share`]) {
      const windows = [null, 'kakaotalk', 'naver'] as const
      const pages = await Promise.all(windows.map((app) => pageIn(app, stranger, path)))
      expect(new Set(pages).size, path).toBe(1)
    }
    for (const path of ['/login?redirectTo=/me', '/install']) expect(toPublicAddress(path)).toBeNull()
  })

  test('the way to CHZZK and to a login stays in its one window', async () => {
    const { creator, fan, intent } = f
    const steps = `/${creator.chzzkUserId}/donate?intent=${intent}&leave=1`
    const outside = await pageIn(null, fan, steps)
    expect(outside).toContain('target="_blank"')
    expect(outside).not.toContain('data-in-app')
    const inside = await pageIn('kakaotalk', fan, steps)
    expect(inside).not.toContain('target="_blank"')
    expect(inside).toContain('data-in-app=""')
  })

  test.each([
    ['/me', '파일이 저장되지 않을 수 있어요'],
    ['/me/leaving', '파일이 저장되지 않을 수 있어요'],
    ['/dashboard/stats', '파일이 저장되지 않을 수 있어요'],
    ['/dashboard/stats/explain?figure=total&range=7d', '파일이 저장되지 않을 수 있어요'],
    ['/dashboard/settlement/explain?figure=reference', '파일이 저장되지 않을 수 있어요'],
    ['/install', '안에서는 설치할 수 없어요'],
  ])('%s has a way out of it to the same page', async (path, reason) => {
    const { creator } = f
    const address = process.env.PUBLIC_URL + path
    expect(await pageIn(null, creator, path)).not.toContain(reason)
    const kakaotalk = await pageIn('kakaotalk', creator, path)
    expect(kakaotalk).toContain(reason)
    expect(kakaotalk).toContain(`href="kakaotalk://web/openExternal?url=${encodeURIComponent(address)}"`)
    const naver = await pageIn('naver', creator, path)
    expect(naver).toContain('네이버 앱')
    expect(naver).toContain(`href="intent://${new URL(address).host}`)
    const instagram = await pageIn('instagram', creator, path)
    expect(instagram).toContain(`value="${address.replaceAll('&', '&amp;')}"`)
    expect(instagram).toContain('길게 눌러 복사')
  })

  test('a login says what to do where it does not work', async () => {
    expect(await pageIn('naver', stranger, '/login?redirectTo=/me')).toContain('브라우저로 열기')
    expect(await pageIn(null, stranger, '/login?redirectTo=/me')).not.toContain('브라우저로 열기')
  })

  test('how to install is told for the browser outside, and for every other behind it', async () => {
    const page = await pageIn('naver', stranger, '/install')
    expect(page.indexOf('안드로이드의 크롬')).toBeLessThan(page.indexOf('다른 브라우저 자세히 보기'))
    expect(page.indexOf('맥의 사파리')).toBeGreaterThan(page.indexOf('다른 브라우저 자세히 보기'))
  })
})
