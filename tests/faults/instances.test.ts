import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { donate } from '../support/fixtures'
import { type Client, signedIn } from '../support/melt'
import { someChzzkId } from '../support/people'
import { inPostgres, templateUrl, urlOf } from '../support/template'
import { beforeMelt, launch, type MeltProcess, openMelt, ownVariables } from './process'

const onPostgres = Boolean(process.env.TEST_POSTGRES_URL)
const MINUTE_MS = 60_000

/** One request to one of the instances. */
async function send(
  { url }: MeltProcess,
  { cookie }: { cookie: string },
  method: string,
  path: string,
  body?: object,
) {
  const headers = { Cookie: cookie, Accept: 'application/json', 'Content-Type': 'application/json' }
  const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) })
  return {
    status: response.status,
    fields: (await response.json().catch(() => ({}))) as Record<string, unknown>,
  }
}

/** Limits are counted by the clock's minute: what is counted here begins when enough of it is left. */
async function inOneMinute(neededMs: number) {
  const left = MINUTE_MS - (Date.now() % MINUTE_MS)
  if (left < neededMs) await wait(left + 50)
}

describe.runIf(onPostgres)('Three instances that start at once', () => {
  test.each([
    ['an empty database', ''],
    ['a migrated one', onPostgres ? `TEMPLATE ${new URL(templateUrl()).pathname.slice(1)}` : ''],
  ])(
    'on %s migrate it once and create the demo people once',
    { timeout: 60_000 },
    async (_what, template) => {
      const name = `melt_${randomBytes(6).toString('hex')}`
      await inPostgres((client) => client.query(`CREATE DATABASE ${name} ${template}`))
      const { PORT: _, PUBLIC_URL: __, ...variables } = ownVariables({ DATABASE_URL: urlOf(name) })
      const all = await Promise.all([launch(variables), launch(variables), launch(variables)])
      await Promise.all(all.map((melt) => melt.opened()))
      for (const melt of all) {
        expect((await fetch(`${melt.url}/readyz`)).status).toBe(200)
        const feed = await send(
          melt,
          { cookie: '' },
          'GET',
          `/feed?chzzkChannelId=${demoPeople.streamer.channelId}`,
        )
        const contents = (feed.fields.items as { content: string }[]).map(({ content }) => content)
        expect(new Set(contents).size).toBe(contents.length)
        expect(contents.length).toBeGreaterThan(3)
      }
      for (const melt of all) expect(await melt.end()).toEqual({ code: 0, signal: null })
      await inPostgres((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
    },
  )
})

describe.runIf(onPostgres)('Two instances on one database', () => {
  let here: MeltProcess
  let there: MeltProcess
  let people: Record<'creator' | 'reader' | 'actor' | 'leaver' | 'fanOne' | 'fanTwo' | 'fanThree', Client>

  beforeAll(async () => {
    const somebody = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })
    await beforeMelt(async () => {
      people = {
        creator: await somebody('밤비노래방', true),
        reader: await somebody('읽는 사람'),
        actor: await somebody('바쁜 사람'),
        leaver: await somebody('떠나는 사람'),
        fanOne: await somebody('팬 하나'),
        fanTwo: await somebody('팬 둘'),
        fanThree: await somebody('팬 셋'),
      }
    })
    here = await openMelt({ MELT_RATE_LIMITS: 'on' })
    const { PORT: _, ...variables } = ownVariables({ MELT_RATE_LIMITS: 'on' })
    there = await launch(variables)
    await there.opened()
  })

  test.each(['fanOne', 'fanTwo', 'fanThree'] as const)(
    'confirm what %s sent once, whoever is asked',
    async (fan) => {
      const { creator } = people
      for (let round = 0; round < 15; round++) {
        const id = await donate(people[fan], creator, { amount: 1000 })
        const amounts = round % 2 ? [700, 900] : [1000, 1000]
        const asked = [here, there].map((melt, n) =>
          send(melt, creator, 'POST', `/donations/${id}/confirm`, { amount: amounts[n] }),
        )
        const answers = await Promise.all(asked)
        const statuses = answers.map(({ status }) => status).sort()
        expect(statuses).toEqual(amounts[0] === amounts[1] ? [200, 200] : [200, 409])
        const winner = answers.findIndex(({ status }) => status === 200)
        const { fields } = await send(there, creator, 'GET', `/donations/${id}`)
        expect(fields.donation).toMatchObject({ status: 'CONFIRMED', amount: amounts[winner] })
        expect(fields.entries).toHaveLength(2)
        const refused = answers.find(({ status }) => status === 409)
        if (refused) expect(refused.fields).toMatchObject({ code: 'conflict' })
      }
    },
  )

  test('know each other’s sessions, and their end', async () => {
    const { leaver } = people
    for (const melt of [here, there]) expect((await send(melt, leaver, 'GET', '/auth/me')).status).toBe(200)
    expect((await send(there, leaver, 'POST', '/auth/logout', {})).status).toBe(204)
    for (const melt of [here, there]) expect((await send(melt, leaver, 'GET', '/auth/me')).status).toBe(401)
  })

  test('count one person’s acts together: sixty a minute', { timeout: 100_000 }, async () => {
    await inOneMinute(20_000)
    const asked = Array.from({ length: 90 }, (_, n) => {
      return send(n % 2 ? here : there, people.actor, 'POST', '/donations/intent', {
        chzzkChannelId: people.creator.chzzkUserId,
      })
    })
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(60)
    expect(statuses.filter((status) => status === 429)).toHaveLength(30)
  })

  test('count one person’s reads together: never more than three hundred a minute', {
    timeout: 100_000,
  }, async () => {
    await inOneMinute(30_000)
    let passed = 0
    for (let round = 0; round < 20; round++) {
      const asked = Array.from({ length: 20 }, (_, n) =>
        send(n % 2 ? here : there, people.reader, 'GET', '/auth/me'),
      )
      passed += (await Promise.all(asked)).filter(({ status }) => status === 200).length
    }
    expect(passed).toBeLessThanOrEqual(300)
    expect(passed).toBeGreaterThan(280)
  })
})
