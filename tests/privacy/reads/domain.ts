import { expect } from 'vitest'
import { listBlocks } from '~/domain/channels/own.server'
import { periods, startOfPeriod } from '~/domain/core/kst'
import { Refusal } from '~/domain/core/refusal'
import { getDonation } from '~/domain/donations/find.server'
import { listLapsedIntents, listOwnIntents } from '~/domain/donations/intents.server'
import { listDonations } from '~/domain/donations/list.server'
import { getReceipt } from '~/domain/donations/receipt.server'
import { getFeed } from '~/domain/feed/get.server'
import { feedQuery, feedSorts } from '~/domain/feed/input'
import { listMyLetters } from '~/domain/letters/find.server'
import { getInbox } from '~/domain/letters/inbox.server'
import { type Folder, folders, inboxQuery } from '~/domain/letters/input'
import { pageQuery } from '~/domain/messages/input'
import { getOwnStatement, listStatements } from '~/domain/statements/find.server'
import { listLines } from '~/domain/statements/list-lines.server'
import { dueInFeed, dueInFolder, dueInMine, dueInSearch } from '../due'
import type { History, Pick } from '../history'
import { is, type Person } from '../model'
import { CREATORS } from '../people'

type Page = { items: unknown[]; nextCursor: string | null }

/** A creator reads the name that a donation of their own file came with, and nobody else does. */
const namesOfOwnFiles = ({ things }: History, by: Person, bytes: string) =>
  things.flatMap(({ kind, channel, words }) =>
    kind === 'statement' && channel === by && words && bytes.includes(words) ? [words] : [],
  )

/** Every page of a list, the way a reader comes to the end of it. */
async function allPages(read: (cursor: string | undefined) => Promise<Page>) {
  const items: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return JSON.stringify(items)
}

function refused(error: unknown) {
  if (error instanceof Refusal) return error.reason
  throw error
}

/** Each donation of the feed stands under its author's name, or under none where its donor hides it. */
function expectNamesAsChosen(history: History, items: { id: string; author: { displayName: string } }[]) {
  for (const { id, author } of items) {
    const said = history.things.find((thing) => thing.kind === 'donation' && thing.id === id)
    if (!said?.author) continue
    const name = is(history.known, said, 'nameless') ? '익명' : history.role(said.author).account.displayName
    expect(author.displayName, `the name above ${said.words}`).toBe(name)
  }
}

const limitOf = ({ how }: Pick) => 1 + (how % 50)
const creatorOf = ({ who }: Pick) => CREATORS[who % CREATORS.length] ?? 'creator0'

/** Reads of the domain as they are asked for over HTTP, each against exactly what is due to its reader. */
export const domainReads = {
  async feed(history: History, pick: Pick) {
    const channel = creatorOf(pick)
    const sort = feedSorts[pick.on % feedSorts.length]
    const period = periods[Math.floor(pick.on / 2) % periods.length]
    const limit = limitOf(pick)
    const asked = { chzzkChannelId: history.channelOf(channel), sort, period, limit }
    const bytes = await allPages((cursor) => getFeed(feedQuery.parse({ ...asked, cursor }), history.begun))
    history.exactly(
      'stranger',
      `the feed of ${channel} by ${sort} of ${period}`,
      bytes,
      dueInFeed(history, channel, startOfPeriod(period ?? 'all', history.begun)),
    )
    history.namesAtMost('stranger', `the feed of ${channel}`, bytes)
    expectNamesAsChosen(history, JSON.parse(bytes))
  },

  async inbox(history: History, pick: Pick) {
    const by = creatorOf(pick)
    const { viewer } = history.role(by)
    if (!viewer) return
    const folder: Folder = folders[pick.on % folders.length] ?? 'all'
    const limit = limitOf(pick)
    const besides = { unread: 0, unconfirmed: '' }
    const bytes = await allPages(async (cursor) => {
      const { letters, unread, unconfirmed } = await getInbox(
        viewer,
        inboxQuery.parse({ folder, limit, cursor }),
      )
      Object.assign(besides, { unread, unconfirmed: JSON.stringify(unconfirmed) })
      return letters
    })
    const due = dueInFolder(history, by, folder)
    const words = new Set([...due.words, ...namesOfOwnFiles(history, by, bytes)])
    history.exactly(by, `the inbox, ${folder}`, bytes, { ...due, words })
    history.atMost(by, 'unconfirmed donations', besides.unconfirmed)
    const unread = dueInFolder(history, by, 'unread', false).ids.size
    expect(besides.unread, `what ${by} has not opened`).toBe(unread)
  },

  async search(history: History, pick: Pick) {
    const by = creatorOf(pick)
    const { viewer } = history.role(by)
    const sought = history.some(pick, 'letter', 'donation', 'reply')
    if (!viewer || !sought?.words) return
    const query = inboxQuery.parse({ query: sought.words, limit: 50 })
    const { letters } = await getInbox(viewer, query)
    history.exactly(
      by,
      `a search for ${sought.words}`,
      JSON.stringify(letters),
      dueInSearch(history, by, sought),
    )
  },

  async mine(history: History, pick: Pick) {
    const by = history.someone(pick)
    const { viewer } = history.role(by)
    if (!viewer) return
    const limit = limitOf(pick)
    const bytes = await allPages((cursor) => listMyLetters(viewer, pageQuery.parse({ limit, cursor })))
    history.exactly(by, 'their own messages', bytes, dueInMine(history, by))
    if (by.startsWith('fan')) history.namesAtMost(by, 'their own messages', bytes)
  },

  async donations(history: History, pick: Pick) {
    const by = history.someone(pick)
    const { viewer } = history.role(by)
    if (!viewer) return
    const mine = await listDonations(viewer, { mine: '1', limit: 50 })
    history.atMost(by, 'their own donations', JSON.stringify(mine))
    history.atMost(by, 'their open intents', JSON.stringify(await listOwnIntents(viewer)))
    if (!viewer.channel) return
    history.atMost(by, 'the donations to them', JSON.stringify(await listDonations(viewer, { limit: 50 })))
    const lapsed = await listLapsedIntents(viewer, viewer.channel.chzzkChannelId)
    history.atMost(by, 'lapsed intents', JSON.stringify([lapsed, await listBlocks(viewer, { limit: 50 })]))
  },

  async statements(history: History, pick: Pick) {
    const by = creatorOf(pick)
    const { viewer } = history.role(by)
    if (!viewer) return
    const own = history.things.filter(({ kind, channel }) => kind === 'statement' && channel === by)
    const bytes = await allPages((cursor) =>
      listStatements(viewer, pageQuery.parse({ limit: limitOf(pick), cursor })),
    )
    const ids = new Set(own.flatMap(({ id }) => id ?? []))
    history.exactly(by, 'their statements', bytes, { words: new Set(), ids })
    const of = history.some(pick, 'statement')
    if (!of?.id) return
    const { id } = of
    const reads = [() => getOwnStatement(viewer, id), () => listLines(viewer, id, { limit: 50 })]
    for (const read of reads) {
      const found = await read().catch(refused)
      if ((found === 'not_found') === (by === of.channel)) throw new Error(`${by} and the statement ${id}`)
      history.atMost(by, 'a statement', JSON.stringify(found))
    }
  },

  async donation(history: History, pick: Pick) {
    const by = history.someone(pick)
    const of = history.some(pick, 'gift')
    if (!of?.id) return
    const { id } = of
    const { viewer } = history.role(by)
    if (!viewer) return
    const found = await getDonation(viewer, id).catch(refused)
    const due = by === of.author || by === of.channel
    if ((found === 'not_found') === due)
      throw new Error(`${by} ${due ? 'did not find' : 'found'} the donation ${id}`)
    history.atMost(by, 'a donation', JSON.stringify(found))
    const receipt = await getReceipt(viewer, id).catch(refused)
    if (!due && receipt !== 'not_found') throw new Error(`${by} learned of the receipt of ${id}`)
  },
}
