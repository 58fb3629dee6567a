import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { codeOf } from '../support/letters'
import { picture, wav } from '../support/media'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { expectRefused } from '../support/operations'
import { someChzzkId } from '../support/people'
import { type Own, sendForm, setVip, share, shareFiles, support, toOwnReward } from '../support/rewards'

useMelt()

let creator: Client
let fan: Client
let other: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
})

const whole = { title: '실버에게', gate: '2', body: '비밀 이야기', link: 'https://example.com/secret' }
const silver = { tier: 2, name: '실버', thresholdAmount: 50_000 }
type Item = { id: string; locked: boolean; body?: string }
const list = async (by: Client, query = '') =>
  by.ask<{ items: Item[]; nextCursor: string | null }>(
    'GET',
    `/contents?chzzkChannelId=${creator.chzzkUserId}${query}`,
  )

describe('A content', () => {
  test('locked is its title and what opens it, and nothing else', async () => {
    const { id } = await share(creator, { ...whole, codes: ['AAA'] })
    const locked = { id, title: '실버에게', createdAt: expect.any(String), locked: true, opens: silver }
    for (const by of [stranger, fan, other]) {
      expect(await by.ask('GET', `/contents/${id}`)).toEqual(locked)
      expect(await list(by)).toEqual({ items: [locked], nextCursor: null })
    }
    const { id: vip } = await share(creator, { gate: 'vip' })
    expect(await fan.ask('GET', `/contents/${vip}`)).toMatchObject({ locked: true, opens: { vip: true } })
  })

  test('opens with its tier or a higher one, to VIPs and to its creator', async () => {
    const { id } = await share(creator, whole)
    const open = {
      id,
      title: '실버에게',
      locked: false,
      body: '비밀 이야기',
      link: 'https://example.com/secret',
      image: null,
      audio: null,
      coupon: null,
      opens: silver,
    }
    expect(await creator.ask('GET', `/contents/${id}`)).toMatchObject(open)
    await support(fan, creator, 10_000)
    expect(await fan.ask('GET', `/contents/${id}`)).toMatchObject({ locked: true })
    const donation = await support(fan, creator, 40_000)
    expect(await fan.ask('GET', `/contents/${id}`)).toMatchObject(open)
    await creator.ask('POST', `/donations/${donation}/reverse`, { reason: '틀렸어요' })
    expect(await fan.ask('GET', `/contents/${id}`)).toMatchObject({ locked: true })
    await setVip(creator, fan)
    expect(await fan.ask('GET', `/contents/${id}`)).toMatchObject(open)
    const gold = await signedIn({ channelId: someChzzkId(), name: '금손' })
    await support(gold, creator, 200_000)
    expect(await gold.ask('GET', `/contents/${id}`)).toMatchObject(open)
    const { id: vip } = await share(creator, { gate: 'vip' })
    expect(await gold.ask('GET', `/contents/${vip}`)).toMatchObject({ locked: true })
    expect(await fan.ask('GET', `/contents/${vip}`)).toMatchObject({ locked: false })
  })

  test('of another channel opens with nothing of this one', async () => {
    const { id } = await share(other, whole)
    await support(fan, creator, 1_000_000)
    await setVip(creator, fan)
    for (const by of [fan, creator])
      expect(await by.ask('GET', `/contents/${id}`)).toMatchObject({ locked: true })
  })

  test('is listed page by page, newest first, and not at all where the channel is closed or unknown', async () => {
    for (let n = 0; n < 5; n++) await share(creator, { title: `글 ${n}` })
    const first = await list(fan, '&limit=3')
    const second = await list(fan, `&limit=3&cursor=${first.nextCursor}`)
    expect([...first.items, ...second.items]).toMatchObject(
      [4, 3, 2, 1, 0].map((n) => ({ title: `글 ${n}` })),
    )
    expect(second.nextCursor).toBeNull()
    await db.channel.update({ where: { ownerId: creator.id }, data: { openedAt: null } })
    expect(await list(fan)).toEqual({ items: [], nextCursor: null })
    expect(await codeOf(fan.get(`/contents/${first.items[0]?.id}`))).toBe('not_found')
    expect(await stranger.ask('GET', `/contents?chzzkChannelId=${someChzzkId()}`)).toEqual({
      items: [],
      nextCursor: null,
    })
  })

  test.each([
    ['no title', { title: '  ' }, 'title'],
    ['a title of 81 letters', { title: '가'.repeat(81) }, 'title'],
    ['a body of 5,001 letters', { body: '가'.repeat(5_001) }, 'body'],
    ['a tier that the channel does not have', { gate: '9' }, 'gate'],
    ['a gate of its own invention', { gate: 'everyone' }, 'gate'],
    ['a script for a link', { link: 'javascript:alert(1)' }, 'link'],
    ['a link that hides its host', { link: 'https://melt.example@evil.example/' }, 'link'],
    ['a link into its reader’s own network', { link: 'http://192.168.0.1/' }, 'link'],
    ['no link at all', { link: '여기' }, 'link'],
    ['many codes of which each is for many', { codes: 'A\nB', stock: 3 }, 'stock'],
    ['a stock of no code', { stock: 3 }, 'stock'],
    ['a stock of a thousand and one', { codes: 'A', stock: 1_001 }, 'stock'],
    ['a code of 101 letters', { codes: 'A'.repeat(101) }, 'codes.0'],
  ])('with %s is invalid', async (_, fields, path) => {
    const response = await creator.post('/creator/contents', { title: '제목', gate: '1', ...fields })
    const { code, errors } = await expectRefused(response, path)
    expect([code, errors]).toEqual(['invalid', [path]])
    expect((await list(creator)).items).toEqual([])
  })

  test('sent twice is one', async () => {
    const requestId = randomUUID()
    const sent = { title: '한 번만', gate: '1', requestId }
    const answers = await Promise.all([1, 2].map(() => creator.post('/creator/contents', sent)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201])
    expect((await list(creator)).items).toHaveLength(1)
  })

  test('that says something else under an id that came before is not lost: it is refused, and sent again it is kept', async () => {
    const sent = { title: '처음 글', gate: '1', requestId: randomUUID() }
    const first = await share(creator, sent)
    const another = { ...sent, title: '다른 글' }
    expect((await creator.post('/creator/contents', another)).status).toBe(409)
    const form = { ...another, formPage: '/dashboard/contents/new' }
    const page = await (await creator.form('/creator/contents', form)).text()
    expect(page).toContain('value="다른 글"')
    const [, requestId = ''] = /name="requestId" value="([^"]+)"/.exec(page) ?? []
    expect((await share(creator, { ...another, requestId })).id).not.toBe(first.id)
    const change = { ...sent, title: '고친 글', requestId: randomUUID() }
    await creator.ask('PUT', `/creator/contents/${first.id}`, change)
    const later = await creator.post(
      `/creator/contents/${first.id}`,
      { ...change, title: '더 고친 글' },
      'PUT',
    )
    expect(later.status).toBe(409)
  })

  test('sent again after it was deleted is told so, and a new one is new', async () => {
    const sent = { title: '지울 것', gate: '1', requestId: randomUUID() }
    const { id } = await share(creator, sent)
    await creator.ask('DELETE', `/creator/contents/${id}`)
    const again = await creator.post('/creator/contents', sent)
    expect(await again.clone().json()).toMatchObject({ detail: '지운 콘텐츠예요. 새로 올려 주세요' })
    expect((await expectRefused(again, 'again')).code).toBe('conflict')
    const page = await creator.form('/creator/contents', { ...sent, formPage: '/dashboard/contents/new' })
    expect(page.status).toBe(409)
    const [, requestId = ''] = /name="requestId" value="([^"]+)"/.exec(await page.text()) ?? []
    expect(requestId).not.toBe(sent.requestId)
    expect((await share(creator, { ...sent, requestId })).id).not.toBe(id)
  })

  test('belongs to its creator: nobody else changes, deletes or reads it whole', async () => {
    const { id } = await share(creator, whole)
    await setVip(creator, other)
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const asked = other.request(
        method,
        `/creator/contents/${id}`,
        method === 'PUT'
          ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(whole) }
          : {},
      )
      expect(await codeOf(asked), method).toBe('not_found')
    }
    expect(await codeOf(fan.post('/creator/contents', whole))).toBe('forbidden')
    expect(await codeOf(stranger.post('/creator/contents', whole))).toBe('signed_out')
    expect(await codeOf(fan.get('/creator/contents'))).toBe('forbidden')
  })

  test('is rewritten whole, and deleted for everybody', async () => {
    const { id } = await share(creator, whole)
    await creator.ask('PUT', `/creator/contents/${id}`, { title: '골드에게', gate: '3' })
    expect(await creator.ask('GET', `/contents/${id}`)).toMatchObject({
      title: '골드에게',
      body: null,
      link: null,
      opens: { tier: 3 },
    })
    expect((await creator.post(`/creator/contents/${id}`, {}, 'DELETE')).status).toBe(204)
    for (const by of [creator, fan, stranger]) {
      expect(await codeOf(by.get(`/contents/${id}`))).toBe('not_found')
      expect((await list(by)).items).toEqual([])
    }
    expect(await codeOf(creator.get(`/creator/contents/${id}`))).toBe('not_found')
    expect(await db.reward.findUniqueOrThrow({ where: { id } })).toMatchObject({
      body: null,
      link: null,
      gateTier: null,
    })
  })
})

describe('A coupon', () => {
  beforeEach(() => setVip(creator, fan))
  const take = (by: Client, id: string) => by.post(`/contents/${id}/coupon`)

  test('is one for each person, the same when asked again, and its creator knows who and when', async () => {
    const { id } = await share(creator, { codes: 'AAA\r\nBBB\n\nCCC' })
    expect(await fan.ask('GET', `/contents/${id}`)).toMatchObject({ coupon: { left: 3, mine: null } })
    const first = await fan.ask('POST', `/contents/${id}/coupon`)
    expect(first).toEqual({ code: 'AAA', claimedAt: expect.any(String) })
    expect(await fan.ask('POST', `/contents/${id}/coupon`)).toEqual(first)
    expect(await fan.ask('GET', `/contents/${id}`)).toMatchObject({ coupon: { left: 2, mine: first } })
    const { coupon } = await toOwnReward(creator, id)
    expect(coupon).toEqual({
      total: 3,
      left: 2,
      waiting: [
        { code: 'BBB', count: 1 },
        { code: 'CCC', count: 1 },
      ],
      claims: [{ ...first, displayName: '새벽세시라면', chzzkUserId: fan.chzzkUserId }],
    })
    expect(await creator.ask('GET', '/creator/contents')).toMatchObject({
      items: [{ coupon: { left: 2, total: 3 } }],
    })
  })

  test('of which none is left says so, and whoever has one keeps it', async () => {
    const { id } = await share(creator, { codes: ['SAME'], stock: 1 })
    const late = await signedIn({ channelId: someChzzkId(), name: '늦은이' })
    await setVip(creator, late)
    await fan.ask('POST', `/contents/${id}/coupon`)
    expect(await expectRefused(await take(late, id), 'late')).toMatchObject({ code: 'conflict' })
    expect((await take(fan, id)).status).toBe(200)
  })

  test('that is locked, not there, or one’s own is refused', async () => {
    const { id: locked } = await share(creator, { codes: ['AAA'] })
    const { id: none } = await share(creator)
    expect(await codeOf(take(other, locked))).toBe('not_found')
    expect(await codeOf(take(stranger, locked))).toBe('signed_out')
    expect(await codeOf(take(fan, none))).toBe('not_found')
    expect(await codeOf(take(creator, locked))).toBe('forbidden')
  })

  test('can be added and taken back; what somebody got stays with them, also when the content goes', async () => {
    const { id } = await share(creator, { codes: ['AAA', 'BBB'] })
    await fan.ask('POST', `/contents/${id}/coupon`)
    const change = { title: '쿠폰', gate: '1', takeBack: true, codes: 'NEW', stock: 2 }
    await creator.ask('PUT', `/creator/contents/${id}`, change)
    expect((await toOwnReward(creator, id)).coupon).toMatchObject({
      total: 3,
      left: 2,
      waiting: [{ code: 'NEW', count: 2 }],
      claims: [{ code: 'AAA' }],
    })
    await creator.ask('DELETE', `/creator/contents/${id}`)
    expect(await fan.ask('GET', '/me/export')).toMatchObject({ coupons: [{ code: 'AAA', title: '쿠폰' }] })
    expect(await db.rewardCoupon.findMany({ where: { rewardId: id } })).toHaveLength(1)
  })

  test('is given once, however often the creator saves the same form or writes its code', async () => {
    const { id } = await share(creator)
    const page = await (await creator.get(`/dashboard/contents/${id}`, 'text/html')).text()
    const [, requestId = ''] = /name="requestId" value="([^"]+)"/.exec(page) ?? []
    const save = (fields: object) =>
      creator.ask<{ content: Own }>('PUT', `/creator/contents/${id}`, { title: '쿠폰', gate: '1', ...fields })
    const added = { codes: 'A\nB\nA', requestId }
    const answers = await Promise.all([save(added), save(added), save(added)])
    answers.push(await save({ ...added, takeBack: true }))
    for (const { content } of answers)
      expect(content).toMatchObject({ title: '쿠폰', coupon: { total: 2, left: 2 } })
    await save({ codes: 'A', requestId: randomUUID() })
    await save({ codes: 'A' })
    expect((await save({})).content.coupon).toMatchObject({ total: 4 })
  })

  test('works as a form without JavaScript, and its page shows the code', async () => {
    const { id } = await share(creator, { codes: ['MELT-123'] })
    const here = `/${creator.chzzkUserId}/contents/${id}`
    const page = async () => (await fan.get(here, 'text/html')).text()
    expect(await page()).toContain('쿠폰 코드 보기')
    expect(await page()).not.toContain('MELT-123')
    const sent = await fan.form(`/contents/${id}/coupon`, { formPage: here, redirectTo: here })
    expect([sent.status, sent.headers.get('Location')]).toEqual([303, here])
    expect(await page()).toContain('MELT-123')
  })
})

describe('A form with files', () => {
  test('shares them: the picture drawn anew, the sound as it came', async () => {
    const content = await shareFiles(creator, { image: await picture(), audio: wav() })
    expect(content).toMatchObject({
      image: { width: 20, height: 40 },
      audio: { mediaType: 'audio/wav', sizeBytes: wav().length },
    })
    const image = await creator.request('GET', content.image?.url ?? '')
    expect(image.headers.get('Content-Type')).toBe('image/webp')
    expect(Buffer.from(await image.arrayBuffer()).toString('latin1')).not.toMatch(/MELTCAM|Exif|GPS/)
    const audio = await creator.request('GET', content.audio?.url ?? '')
    expect(Buffer.from(await audio.arrayBuffer())).toEqual(wav())
  })

  test('changes, keeps and takes them away', async () => {
    const { id, image } = await shareFiles(creator, { image: await picture(), audio: wav() })
    const change = { title: '바꿈', gate: '1', _method: 'PUT' }
    const put = (fields = {}, files = {}) =>
      sendForm(creator, `/creator/contents/${id}`, { ...change, ...fields }, files)
    expect((await put()).status).toBe(200)
    expect(await toOwnReward(creator, id)).toMatchObject({
      title: '바꿈',
      image,
      audio: { mediaType: 'audio/wav' },
    })
    await put({ removeAudio: 'on' }, { image: await picture({ width: 9, height: 9, type: 'png' }) })
    expect(await toOwnReward(creator, id)).toMatchObject({ image: { width: 9, height: 9 }, audio: null })
    expect(await db.rewardFile.count({ where: { rewardId: id } })).toBe(1)
  })

  test.each([
    ['a web page for a picture', { image: Buffer.from('<html>') }, 'image'],
    ['a picture for a sound', { audio: Buffer.from('GIF89a\x01\0\x01\0', 'latin1') }, 'audio'],
    ['eleven megabytes of sound', { audio: wav(5_700_000) }, 'audio'],
  ])('that brings %s comes back filled in, with what to do', async (_, files, path) => {
    const fields = {
      title: '다 써 둔 제목',
      gate: '2',
      body: '다 써 둔 글',
      formPage: '/dashboard/contents/new',
    }
    const refused = await sendForm(creator, '/creator/contents', fields, files)
    expect((await expectRefused(refused, path)).errors).toEqual([path])
    const page = await sendForm(creator, '/creator/contents', fields, files, 'text/html')
    const html = await page.text()
    expect(page.status).toBe(422)
    for (const words of ['다 써 둔 제목', '다 써 둔 글', '올릴 수 있어요', 'checked="" value="2"'])
      expect(html).toContain(words)
    expect((await list(creator)).items).toEqual([])
  })

  test('is 415 or too large for whoever has no channel, and for acts that know no files', async () => {
    const files = { image: await picture({ width: 900, height: 900, type: 'png' }) }
    expect(await codeOf(sendForm(stranger, '/creator/contents', { title: '가', gate: '1' }, files))).toBe(
      'signed_out',
    )
    const big = { audio: wav(50_000) }
    expect(await codeOf(sendForm(fan, '/creator/contents', { title: '가', gate: '1' }, big))).toBe(
      'forbidden',
    )
    expect(await codeOf(sendForm(stranger, '/creator/contents', { title: '가', gate: '1' }, big))).toBe(
      'signed_out',
    )
    expect(await codeOf(sendForm(creator, '/feed/creator-post', { content: '가' }))).toBe(
      'unsupported_media_type',
    )
    const { id } = await share(creator)
    expect(await codeOf(sendForm(creator, `/creator/contents/${id}`, { _method: 'DELETE' }))).toBe(
      'unsupported_media_type',
    )
    expect(
      await codeOf(
        sendForm(creator, '/creator/contents', { title: '가', gate: '1', body: '가'.repeat(30_000) }),
      ),
    ).toBe('too_large')
    expect(
      await codeOf(
        sendForm(creator, '/creator/contents', { title: '가', gate: '1' }, { audio: wav(12_000_000) }),
      ),
    ).toBe('too_large')
  })

  test.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['nothing between', 'multipart/form-data; boundary=x', ''],
    [
      'half a part',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n가',
    ],
    [
      'no name',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data\r\n\r\n가\r\n--x--\r\n',
    ],
  ])('of %s is malformed', async (_, type, body) => {
    const response = await creator.request('POST', '/creator/contents', {
      headers: { 'Content-Type': type },
      body,
    })
    expect((await expectRefused(response, type)).code).toBe('malformed')
  })

  test('of a hundred thousand parts is answered', async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    const response = await creator.request('POST', '/creator/contents', {
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
      body: `${part.repeat(100_000)}--x--\r\n`,
    })
    expect((await expectRefused(response, 'parts')).code).toBe('too_large')
  })
})
