import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { env } from '~/env.server'
import { consentAs } from '../support/browser'
import { type Client, signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { Visitor } from '../support/visitor'

useMelt()

let creator: Client
beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
})

const page = () => `/${creator.chzzkUserId}/donate`
const letterPage = () => `/${creator.chzzkUserId}/letter`
const intentForm = (more: Record<string, string> = {}) => ({
  chzzkChannelId: creator.chzzkUserId,
  message: '로그인 전에 쓴 <말>',
  amount: '1,234',
  formPage: page(),
  ...more,
})
const to = (response: Response) => response.headers.get('Location') ?? ''

/** As a browser without a script sends a form. */
function submit(visitor: Visitor, path: string, fields: Record<string, string>) {
  const headers = { Accept: 'text/html', 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Site': 'same-origin' }
  return visitor.request('POST', path, { headers, body: new URLSearchParams(fields) })
}

/** From CHZZK's consent page back to us: what the callback answers. */
async function consent(visitor: Visitor, address: string, fields: Record<string, string>) {
  const { pathname, search } = await consentAs(address, fields)
  return visitor.get(pathname + search)
}

describe('A form of somebody who is signed out', () => {
  test('goes to CHZZK’s login in the same window, and on by itself after the agreement: nothing is stored before', async () => {
    const visitor = new Visitor()
    const channelId = someChzzkId()
    const sent = await submit(visitor, '/donations/intent', intentForm({ leave: 'true' }))
    expect([sent.status, to(sent).startsWith(`${env.chzzk.webUrl}/account-interlock?`)]).toEqual([303, true])
    expect(to(sent) + [...visitor.browser.cookies.values()].join()).not.toMatch(/로그인 전에|1,234/)
    const cookie = sent.headers.getSetCookie().find((line) => line.startsWith('melt_resume='))
    expect(cookie).toMatch(/HttpOnly/)
    const back = await consent(visitor, to(sent), { channelId, name: '처음 온 팬' })
    expect(to(back)).toBe('/welcome')
    expect(await (await visitor.get('/welcome')).text()).toContain('적은 내용을 이어서')
    expect(await db.donationIntent.count({ where: { message: '로그인 전에 쓴 <말>' } })).toBe(0)
    const agreed = await visitor.form('/auth/agree', { age14: 'on', terms: 'on', formPage: '/welcome' })
    const intent = await db.donationIntent.findFirstOrThrow({
      where: { viewer: { chzzkUserId: channelId } },
    })
    expect(intent).toMatchObject({ message: '로그인 전에 쓴 <말>', amountCheese: 1234 })
    expect([agreed.status, to(agreed)]).toEqual([303, `${page()}?intent=${intent.id}&leave=1`])
    const next = await (await visitor.get(to(agreed))).text()
    expect(next).toContain('로그인 전에 쓴 &lt;말&gt;')
    expect(next).toContain('value="1,234"')
    expect(next).toContain('data-leave=')
    expect(visitor.browser.cookies.has('melt_resume')).toBe(false)
  })

  test('names its page by the shortest address, whatever hangs on the link that led there: what it keeps has to fit a cookie', async () => {
    const behind = `?fbclid=${'x'.repeat(400)}`
    for (const address of [letterPage(), page(), `${page()}?anew=1`]) {
      const html = await (
        await new Visitor().get(address + (address.includes('?') ? behind.replace('?', '&') : behind))
      ).text()
      expect(html).toContain(`name="formPage" value="${address}"`)
    }
  })

  test('goes on for whoever has an account, once, also by way of our own login page where a script sent it', async () => {
    const channelId = someChzzkId()
    await new Visitor().signIn(channelId)
    const visitor = new Visitor()
    const sent = await visitor.form('/messages/dm', {
      chzzkChannelId: creator.chzzkUserId,
      content: '로그인 전에 쓴 편지',
      allowRetweet: 'on',
      formPage: letterPage(),
    })
    expect([sent.status, to(sent)]).toEqual([303, `/login?redirectTo=${encodeURIComponent(letterPage())}`])
    expect(await (await visitor.get(to(sent))).text()).toContain('적은 내용은 그대로 있어요')
    const back = await visitor.logIn(channelId, letterPage())
    expect([back.status, to(back)]).toEqual([302, '/letters'])
    expect(await (await visitor.get('/letters')).text()).toContain('로그인 전에 쓴 편지')
    await visitor.logIn(channelId, letterPage())
    expect(await db.message.count({ where: { content: '로그인 전에 쓴 편지' } })).toBe(1)
  })

  test('comes back filled in where it is refused after the login, and says so before where it is wrong', async () => {
    const wrong = await submit(new Visitor(), '/donations/intent', intentForm({ amount: '천 치즈' }))
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('로그인 전에 쓴 &lt;말&gt;')
    const visitor = new Visitor()
    const sent = await submit(visitor, '/donations/intent', intentForm())
    const back = await consent(visitor, to(sent), { channelId: creator.chzzkUserId })
    expect(to(back)).toBe(page())
    const shown = await (await visitor.get(page())).text()
    expect(shown).toContain('내 채널에는 후원할 수 없어요')
    const channelId = someChzzkId()
    const fan = await new Visitor().signIn(channelId)
    await db.block.create({
      data: {
        channel: { connect: { chzzkChannelId: creator.chzzkUserId } },
        user: { connect: { chzzkUserId: channelId } },
      },
    })
    fan.browser.cookies.delete('melt_session')
    const again = await submit(fan, '/donations/intent', intentForm())
    expect(to(await consent(fan, to(again), { channelId }))).toBe(page())
    const refused = await (await fan.get(page())).text()
    expect(refused).toContain('이 채널에는 메시지를 보낼 수 없어요')
    expect(refused).toContain('로그인 전에 쓴 &lt;말&gt;')
    expect(await (await fan.get(page())).text()).not.toContain('로그인 전에 쓴')
  })

  test('comes back without a word for whoever turns round: at CHZZK, at the agreement, or by going back', async () => {
    const visitor = new Visitor()
    const turned = async (where: string) => {
      const text = await (await visitor.get(where)).text()
      expect(text).toContain('로그인 전에 쓴 &lt;말&gt;')
      expect(text).toContain('value="1,234"')
      expect(text).not.toContain('role="alert"')
      expect(await (await visitor.get(where)).text()).not.toContain('로그인 전에 쓴')
    }
    await submit(visitor, '/donations/intent', intentForm())
    await turned(page())
    const sent = await submit(visitor, '/donations/intent', intentForm())
    const refused = await consent(visitor, to(sent), { deny: '1' })
    await turned(to(refused))
    const again = await submit(visitor, '/donations/intent', intentForm())
    await consent(visitor, to(again), { channelId: someChzzkId(), name: '돌아선 팬' })
    await turned(to(await visitor.form('/auth/decline', { formPage: '/welcome' })))
  })

  test('is dropped where a newcomer logs in to a browser that somebody else was signed in to', async () => {
    const visitor = new Visitor()
    await submit(visitor, '/donations/intent', intentForm({ message: '남의 말' }))
    await visitor.signIn(someChzzkId())
    expect(visitor.browser.cookies.has('melt_resume')).toBe(true)
    expect(to(await visitor.logIn(someChzzkId(), page()))).toBe('/welcome')
    const agreed = await visitor.form('/auth/agree', { age14: 'on', terms: 'on', formPage: '/welcome' })
    expect(to(agreed)).toBe(page())
    expect(await (await visitor.get(page())).text()).not.toContain('남의 말')
    expect(await db.donationIntent.count({ where: { message: '남의 말' } })).toBe(0)
  })

  test('waits for a tap where somebody’s session had ended: another person may come back from the login', async () => {
    for (const isAnother of [true, false]) {
      const channelId = someChzzkId()
      const visitor = await new Visitor().signIn(channelId)
      await db.session.deleteMany({ where: { user: { chzzkUserId: channelId } } })
      const message = `끊긴 사이에 쓴 말 ${channelId}`
      const sent = await submit(visitor, '/donations/intent', intentForm({ message }))
      const comes = { channelId: isAnother ? someChzzkId() : channelId }
      if (isAnother) await new Visitor().signIn(comes.channelId)
      expect(to(await consent(visitor, to(sent), comes))).toBe(page())
      expect(await db.donationIntent.count({ where: { message } })).toBe(0)
      expect(await (await visitor.get(page())).text()).toContain(message)
      expect(await (await visitor.get(page())).text()).not.toContain(message)
    }
  })

  test('does not go on by itself where another site leads to the login: a page of ours asks first', async () => {
    const visitor = new Visitor()
    await submit(visitor, '/donations/intent', intentForm())
    const login = `/auth/chzzk/login?redirectTo=${encodeURIComponent(page())}`
    const led = (site: string) => visitor.request('GET', login, { headers: { 'Sec-Fetch-Site': site } })
    for (const site of ['cross-site', 'same-site']) {
      expect(to(await led(site))).toBe(`/login?redirectTo=${encodeURIComponent(page())}`)
    }
    expect(to(await led('same-origin'))).toContain('/account-interlock?')
    expect(to(await new Visitor().get(login))).toContain('/account-interlock?')
  })

  test('of a registration keeps every switch, and the page it came from shows nothing before', async () => {
    const channelId = someChzzkId()
    const visitor = await new Visitor().signIn(channelId)
    const answer = await visitor.post('/donations/intent', { chzzkChannelId: creator.chzzkUserId })
    const { intentId } = (await answer.json()) as { intentId: string }
    visitor.browser.cookies.delete('melt_session')
    const formPage = `${page()}?intent=${intentId}`
    const fields = { intentId, message: '돌아와서 쓴 말', amount: '900', hideName: 'on', formPage }
    const sent = await submit(visitor, '/donations/occurred', fields)
    const back = await consent(visitor, to(sent), { channelId })
    expect(to(back)).toBe(`/${creator.chzzkUserId}`)
    const kept = await db.donation.findUniqueOrThrow({ where: { intentId } })
    expect(kept).toMatchObject({ claimedAmountCheese: 900, hideName: true, hideAmount: false })
  })

  test('that is too long for a cookie, or no form of ours, is refused as ever', async () => {
    const visitor = new Visitor()
    const long = {
      chzzkChannelId: creator.chzzkUserId,
      content: '👨‍👩‍👧‍👦'.repeat(400),
      formPage: letterPage(),
    }
    const sent = await submit(visitor, '/messages/dm', long)
    expect([sent.status, visitor.browser.cookies.has('melt_resume')]).toEqual([401, false])
    expect(await sent.text()).toContain('👨‍👩‍👧‍👦'.repeat(400))
    expect(
      (await submit(visitor, '/donations/intent', intentForm({ formPage: 'https://evil.example/' }))).status,
    ).toBe(401)
    expect((await visitor.post('/donations/intent', intentForm())).status).toBe(401)
    const planted = new Visitor()
    planted.browser.cookies.set('melt_resume', 'eyJhIjoxfQ')
    expect((await planted.get(page())).status).toBe(200)
  })
})

describe('One tap', () => {
  test('leads a fan who is signed in from the form to CHZZK, and a program to the intent', async () => {
    const fan = await new Visitor().signIn(someChzzkId())
    const left = await submit(fan, '/donations/intent', intentForm({ leave: 'true' }))
    expect([left.status, to(left)]).toEqual([303, `${env.chzzk.webUrl}/live/${creator.chzzkUserId}`])
    expect(left.headers.get('Content-Security-Policy')).toContain(
      `form-action 'self' ${new URL(env.chzzk.webUrl).origin};`,
    )
    const back = await fan.get(page())
    expect(back.headers.get('Cache-Control')).toBe('private, no-store')
    const html = await back.text()
    expect(html).toContain('후원을 마쳤나요?')
    expect(html).not.toContain('action="/donations/intent"')
    expect(await (await fan.get(`${page()}?anew=1`)).text()).toContain('action="/donations/intent"')
  })

  test('asks whether they donated wherever a fan may land who comes back', async () => {
    const fan = await new Visitor().signIn(someChzzkId())
    for (const path of ['/', '/donate', '/letters', '/favorites', '/me', `/${creator.chzzkUserId}`]) {
      expect(await (await fan.get(path)).text(), path).not.toContain('후원을 마쳤나요?')
    }
    await submit(fan, '/donations/intent', intentForm({ leave: 'true' }))
    for (const path of ['/', '/donate', '/letters', '/favorites', '/me', `/${creator.chzzkUserId}`]) {
      expect(await (await fan.get(path)).text(), path).toContain('후원을 마쳤나요?')
    }
  })
})
