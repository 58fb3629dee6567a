import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { beforeAll, expect, test } from 'vitest'
import { requestHandler } from '~/http/server/request-handler.server'
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
  drawPage: async () => new Response('again', { headers: { 'Content-Type': 'text/html' } }),
})

test('Every request is answered as by Remix itself', async () => {
  const build = (await import(BUILD)) as ServerBuild
  const [remix, ours] = [createRequestHandler(build, 'production'), requestHandler(build)]
  const { creator } = fixture
  const addresses = [
    ...Object.values(build.routes).map(({ path }) =>
      `/${path ?? ''}`.replaceAll(/:chzzkChannelId\??/g, creator.chzzkUserId),
    ),
    ...[`/feed?chzzkChannelId=${creator.chzzkUserId}`, '/FEED', '/%66eed', '/feed/', '//feed'],
    ...['/dashboard/donations', '/Dashboard/Donations', '/nowhere', '/donations/x/y/z'],
    ...[
      `/${creator.chzzkUserId}`,
      `/${creator.chzzkUserId.toUpperCase()}`,
      `/channels/${creator.chzzkUserId}`,
      '/한글',
      '/-',
    ],
  ]
  const questions: { method: string; headers: HeadersInit }[] = [
    { method: 'GET', headers: { Accept: 'text/html', Cookie: creator.cookie } },
    { method: 'GET', headers: { Accept: 'application/json' } },
    { method: 'POST', headers: { Cookie: creator.cookie } },
    { method: 'HEAD', headers: { Accept: 'text/html' } },
  ]
  for (const address of addresses) {
    for (const { method, headers } of questions) {
      const ask = () => new Request(new URL(address, process.env.PUBLIC_URL), { method, headers })
      const [expected, answered] = [await remix(ask(), context()), await ours(ask(), context())]
      const question = [method, address, headers]
      expect([...question, answered.status]).toEqual([...question, expected.status])
      expect([...question, namesOf(answered)]).toEqual([...question, namesOf(expected)])
      expect(withoutTimes(await answered.text())).toBe(withoutTimes(await expected.text()))
    }
  }
})

/** Less what only Remix's client reads. */
const namesOf = ({ headers }: Response) => [...headers.keys()].filter((name) => !name.startsWith('x-remix-'))

const withoutTimes = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|[\w-]{36,}/g, '')
