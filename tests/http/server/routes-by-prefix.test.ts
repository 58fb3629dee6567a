import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { beforeAll, expect, test } from 'vitest'
import { routesByPrefix } from '~/http/server/routes-by-prefix.server'
import { createFixture, type Fixture } from '../../support/fixtures'
import { useMelt } from '../../support/melt'

useMelt()

let fixture: Fixture
beforeAll(async () => {
  fixture = await createFixture()
})

/** Named apart from the import, because the types are checked before there is a build. */
const BUILD = '../../../build/server/index.js'

const context = () => ({
  address: '127.0.0.1',
  drawPage: () => Promise.reject(new Error('No page comes back here')),
})

test('A request that sees only some routes is answered as if it saw all of them', async () => {
  const build = (await import(BUILD)) as ServerBuild
  const [whole, narrow] = [createRequestHandler(build, 'production'), routesByPrefix(build, 'production')]
  const { creator } = fixture
  const addresses = [
    ...Object.values(build.routes).map(({ path }) =>
      `/${path ?? ''}`.replaceAll(/:chzzkChannelId\??/g, creator.chzzkUserId),
    ),
    ...[
      `/feed?chzzkChannelId=${creator.chzzkUserId}`,
      '/FEED',
      '/%66eed',
      '/feed/',
      '//feed',
      '/feed.data',
      '/_root.data',
    ],
    ...[
      '/__manifest?version=x',
      '/dashboard/donations',
      '/Dashboard/Donations',
      '/dashboard.data',
      '/nowhere',
      '/donations/x/y/z',
    ],
    ...[
      `/${creator.chzzkUserId}`,
      `/${creator.chzzkUserId.toUpperCase()}`,
      `/channels/${creator.chzzkUserId}`,
      '/한글',
      '/-',
    ],
  ]
  for (const address of addresses) {
    for (const method of ['GET', 'POST']) {
      const ask = () =>
        new Request(new URL(address, process.env.PUBLIC_URL), { method, headers: { Cookie: creator.cookie } })
      const [expected, narrowed] = [await whole(ask(), context()), await narrow(ask(), context())]
      expect([address, narrowed.status]).toEqual([address, expected.status])
      expect([...narrowed.headers.keys()]).toEqual([...expected.headers.keys()])
      expect(withoutTimes(await narrowed.text())).toBe(withoutTimes(await expected.text()))
    }
  }
})

const withoutTimes = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|[\w-]{36,}/g, '')
