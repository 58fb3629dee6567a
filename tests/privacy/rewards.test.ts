import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { picture, wav } from '../support/media'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { type Fields, type Files, sendForm, setVip, shareFiles, support } from '../support/rewards'

useMelt()

/** With a number given, everybody asks in every way; else strangers do, and of the others each in every other one. */
const HISTORIES = Number(process.env.MELT_CONTENT_HISTORIES ?? 1)
const IN_EVERY_WAY = process.env.MELT_CONTENT_HISTORIES !== undefined
const ACTS = 15
const THRESHOLDS = [0, 10_000, 50_000, 200_000]
const AMOUNTS = [5_000, 10_000, 45_000, 200_000]
const GATES = ['vip', '1', '2', '3']

type Thing = {
  id: string
  of: Client
  gate: string
  words: string
  codes: string
  bytes: number
  etags: string[]
  deleted: boolean
}
type Donation = { id: string; of: Client; by: Client; amount: number; stands: boolean }
type Pick = { act: number; who: number; on: number; how: number }

let made = 0
let turn = 0
const waysOf = <Way>(person: Client, ways: Way[], from = 0) =>
  IN_EVERY_WAY || person === stranger ? ways : ways.filter((_, n) => (n + from + turn) % 2 === 0)

/** A history on Melt beside the list of it, from which alone it follows what is open to whom. */
class History {
  readonly things: Thing[] = []
  private readonly donations: Donation[] = []
  private readonly vips = new Set<string>()
  readonly claimed = new Set<string>()

  constructor(
    readonly creators: Client[],
    readonly fans: Client[],
  ) {}

  isOpen(person: Client, { of, gate, deleted }: Thing) {
    if (deleted || person === stranger) return false
    if (person === of || this.vips.has(of.id + person.id)) return true
    const sum = this.donations
      .filter((one) => one.of === of && one.by === person && one.stands)
      .reduce((all, { amount }) => all + amount, 0)
    return gate !== 'vip' && sum >= (THRESHOLDS[Number(gate)] ?? Infinity)
  }

  async play({ act, who, on, how }: Pick) {
    const [of, by] = [at(this.creators, on), at([...this.fans, ...this.creators], who)]
    const standing = this.things.filter(({ deleted }) => !deleted)
    const thing = standing.length > 0 ? at(standing, on) : undefined
    const confirmed = this.donations.filter(({ stands }) => stands)
    if (act < 1 || !thing) return this.share(of, at(GATES, how))
    if (act < 7 && by !== of) {
      const amount = at(AMOUNTS, how)
      this.donations.push({ id: await support(by, of, amount), of, by, amount, stands: true })
    } else if (act < 9 && confirmed.length > 0) {
      const donation = at(confirmed, how)
      await donation.of.ask('POST', `/donations/${donation.id}/reverse`, { reason: '틀렸어요' })
      donation.stands = false
    } else if (act < 12 && by !== of) {
      const key = of.id + by.id
      await setVip(of, by, !this.vips.has(key))
      if (!this.vips.delete(key)) this.vips.add(key)
    } else if (act < 14) {
      thing.gate = at(GATES, how)
      const fields = {
        title: '열려라',
        gate: thing.gate,
        body: `${thing.words} 글`,
        link: `https://${thing.words}.example/`,
        _method: 'PUT',
      }
      await sendForm(thing.of, `/creator/contents/${thing.id}`, fields)
    } else if (act < 15) {
      await thing.of.ask('DELETE', `/creator/contents/${thing.id}`)
      thing.deleted = true
    } else {
      const open = this.isOpen(by, thing)
      const { status } = await by.post(`/contents/${thing.id}/coupon`)
      const has = this.claimed.has(by.id + thing.id)
      expect(status, 'a coupon').toBe(has ? 200 : !open ? 404 : by === thing.of ? 403 : 200)
      if (status === 200) this.claimed.add(by.id + thing.id)
    }
  }

  async share(of: Client, gate: string) {
    const n = ++made
    const [words, codes, samples] = [`kanari${n}x`, `KUPON${n}X`, 3_000 + n * 7]
    const audio = Buffer.concat([wav(samples), Buffer.from(`${words} 소리`)])
    const fields = {
      title: '열려라',
      gate,
      body: `${words} 글`,
      link: `https://${words}.example/`,
      codes,
      stock: '99',
    }
    const files: Files = { audio, image: await picture({ width: 30 + n, height: 20 }) }
    const { id, image } = await shareFiles(of, files, fields satisfies Fields)
    const tags = [image?.url ?? '', `/contents/${id}/audio`].map(
      async (url) => (await of.request('HEAD', url)).headers.get('ETag') ?? '',
    )
    this.things.push({
      id,
      of,
      gate,
      words,
      codes,
      bytes: audio.length,
      etags: await Promise.all(tags),
      deleted: false,
    })
  }

  /** One person asks for everything: of what is locked they get no word, no code, no size and no byte. */
  async check(person: Client) {
    turn++
    const nothing = await Promise.all(
      ['', '/image', '/audio'].map((part) => answerTo(person, `/contents/${randomUUID()}${part}`)),
    )
    for (const thing of this.things) {
      const open = this.isOpen(person, thing)
      const [single, image, audio] = ['', '/image', '/audio'].map(
        (part) => `/contents/${thing.id}${part}`,
      ) as [string, string, string]
      if (open) {
        expect((await answerTo(person, single)).text).toContain(thing.words)
        expect(await (await person.request('GET', audio)).text()).toContain(thing.words)
        continue
      }
      const item = (await (await person.get(single)).json()) as object
      if (thing.deleted) expect((await answerTo(person, single)).text).toBe(nothing[0]?.text)
      else expect(Object.keys(item).sort()).toEqual(['createdAt', 'id', 'locked', 'opens', 'title'])
      for (const url of [image, audio]) {
        const ways: Record<string, string>[] = [
          {},
          { Range: 'bytes=0-9' },
          { Range: `bytes=${thing.bytes}-` },
          { 'If-None-Match': thing.etags.join(', ') },
          { 'If-None-Match': '*' },
        ]
        for (const headers of waysOf(person, ways))
          expect(await answerTo(person, url, 'GET', headers), url).toEqual(nothing[1])
        expect((await answerTo(person, url, 'HEAD')).status).toBe(404)
      }
    }
    for (const [n, address] of this.addresses(person).entries())
      for (const accept of waysOf(person, ['application/json', 'text/html'], n))
        await this.atMost(person, address, accept)
  }

  private addresses(person: Client) {
    const ofThings = this.things.flatMap(({ id, of }) => [
      `/contents/${id}`,
      `/${of.chzzkUserId}/contents/${id}`,
      `/dashboard/contents/${id}`,
      `/creator/contents/${id}`,
    ])
    const ofChannels = this.creators.flatMap(({ chzzkUserId: id }) => [
      `/contents?chzzkChannelId=${id}&limit=50`,
      `/${id}/contents`,
      `/${id}`,
      `/feed?chzzkChannelId=${id}`,
      `/channels/${id}`,
    ])
    return [
      ...ofThings,
      ...ofChannels,
      '/',
      '/dashboard/contents',
      '/creator/contents',
      '/channels?query=kanari',
      ...(person === stranger ? [] : ['/me/export', '/me']),
    ]
  }

  private async atMost(person: Client, address: string, accept: string) {
    const text = await (await person.get(address, accept)).text()
    for (const thing of this.things) {
      const isOpen = this.isOpen(person, thing)
      const mine = address === '/me/export' && this.claimed.has(person.id + thing.id)
      if (!isOpen) expect(text, `${address} tells words`).not.toContain(thing.words)
      if (!isOpen) expect(text, `${address} tells a size`).not.toContain(`"sizeBytes":${thing.bytes}`)
      if (!isOpen) expect(text, `${address} leads to a file`).not.toContain(`/contents/${thing.id}/`)
      const has = isOpen && (person === thing.of || this.claimed.has(person.id + thing.id))
      if (!has && !mine) expect(text, `${address} tells a code`).not.toContain(thing.codes)
    }
  }
}

const at = <T>(list: T[], n: number) => list[n % list.length] as T

async function answerTo(by: Client, url: string, method = 'GET', headers: Record<string, string> = {}) {
  const response = await by.request(method, url, { headers })
  const kept = [...response.headers].filter(([name]) => name !== 'date')
  return { status: response.status, headers: kept, text: await response.text() }
}

const person = (name: string, opened: boolean) => signedIn({ channelId: someChzzkId(), name, opened })
const number = fc.nat(999)
const acts = fc.array(fc.record({ act: fc.nat(18), who: number, on: number, how: number }), {
  minLength: ACTS,
  maxLength: ACTS,
})

test.each(fc.sample(acts, { numRuns: HISTORIES, seed: Number(process.env.MELT_SEED ?? 20_261_122) }))(
  'What is locked tells its title and what opens it, by every way, whatever happened (%#)',
  async (...picks) => {
    const history = new History(
      await Promise.all(['밤비', '고구마'].map((name) => person(name, true))),
      await Promise.all(['라면', '김밥', '떡볶이'].map((name) => person(name, false))),
    )
    const everybody = [stranger, ...history.fans, ...history.creators]
    for (const [n, gate] of ['vip', '1', '3'].entries()) await history.share(at(history.creators, n), gate)
    for (const [n, pick] of picks.entries()) {
      await history.play(pick)
      if (n % 6 === 5) await history.check(at(everybody, pick.how + n))
    }
    for (const one of everybody) await history.check(one)
  },
)
