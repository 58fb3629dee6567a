import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { sessionCookie } from '~/http/login/cookies.server'
import { Client } from '../../support/melt'
import { dueInFeed, dueInMine } from '../due'
import type { History } from '../history'
import type { Person } from '../model'
import { CREATORS, EVERYBODY, tokenOf } from '../people'
import { bytesOfAnswer, wordsIn } from '../scan'
import { type Address, addressesFor } from './addresses'
import { sendForms } from './forms'

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

export async function clientWith(token: string | null) {
  const cookie = token ? await sessionCookie.serialize(token) : ''
  return new Client(cookie.split(';')[0] ?? '')
}

/** Everybody asks for everything over HTTP: the people of the history, and whoever kept a cookie that has ended. */
export async function walkEverywhere(history: History, turn: number) {
  for (const [n, person] of EVERYBODY.entries()) {
    const role = history.cast.get(person)
    if (role?.viewer) await walk(history, person, await tokenOf(role), turn + n)
    else await walk(history, 'stranger', null, turn + n)
  }
  const [ended] = history.endedTokens
  if (ended) await walk(history, 'stranger', ended, turn)
}

async function walk(history: History, person: Person, token: string | null, turn: number) {
  const client = await clientWith(token)
  for (const address of addressesFor(history, { who: turn, on: turn, how: turn })) {
    await visit(history, person, client, address)
  }
  for (const channel of CREATORS) await readWholeFeed(history, person, client, channel)
  if (person !== 'stranger') await readOwnMessages(history, person, client)
  await sendForms(history, person, client, turn)
}

async function visit(history: History, person: Person, client: Client, { path, accept, id }: Address) {
  const response = await client.get(path, accept)
  const bytes = await bytesOfAnswer(response)
  const asked = [...(id ? [id] : []), ...wordsIn(path)]
  expect(response.status, `${person} at ${path}`).toBeLessThan(500)
  history.atMost(person, path, bytes, asked)
  if (!person.startsWith('creator') && !path.startsWith('/admin')) history.namesAtMost(person, path, bytes)
  if (!id || history.knownTo(person).has(id)) return
  const nothing = await client.get(path.replaceAll(id, randomUUID()), accept)
  const same = { status: nothing.status, body: (await nothing.text()).replaceAll(UUID, 'ID') }
  const body = bytes.slice(bytes.indexOf('\n\n') + 2).replaceAll(UUID, 'ID')
  expect({ status: response.status, body }, `${person} learns at ${path} that it exists`).toEqual(same)
}

/** The feed as data and as a page say the same, to everybody. */
async function readWholeFeed(history: History, person: Person, client: Client, channel: Person) {
  const id = history.channelOf(channel)
  const due = dueInFeed(history, channel)
  const data = await client.get(`/feed?chzzkChannelId=${id}&limit=50`)
  history.exactly(person, `the feed of ${channel}`, await data.text(), due)
  const page = await bytesOfAnswer(await client.get(`/${id}?limit=50`, 'text/html'))
  if (person === 'stranger') history.exactly(person, `the page of ${channel}`, page, { words: due.words })
  else
    expect(
      [...due.words].filter((words) => !page.includes(words)),
      `missing on the page of ${channel}`,
    ).toEqual([])
}

async function readOwnMessages(history: History, person: Person, client: Client) {
  const { words } = dueInMine(history, person)
  const data = await (await client.get('/messages/mine?limit=50')).text()
  history.exactly(person, '/messages/mine', data, { words })
  const page = await (await client.get('/letters?limit=50', 'text/html')).text()
  // Above them stand their own open intents, with what they began to write.
  const begun = history.things.flatMap((thing) =>
    thing.kind === 'draft' && thing.author === person && thing.words && page.includes(thing.words)
      ? [thing.words]
      : [],
  )
  history.exactly(person, '/letters', page, { words: new Set([...words, ...begun]) })
}
