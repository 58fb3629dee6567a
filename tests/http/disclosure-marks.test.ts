import { beforeEach, describe, expect, test } from 'vitest'
import { donate } from '../support/fixtures'
import { type Client, signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

let creator: Client
let shy: Client
let open: Client
beforeEach(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  shy = await signedIn({ channelId: someChzzkId(), name: '수줍은라면' })
  open = await signedIn({ channelId: someChzzkId(), name: '씩씩한김밥' })
})

const page = async (address: string) => (await creator.get(address, 'text/html')).text()
const LABEL = '이름 숨김'

describe('A name that its donor keeps from the public', () => {
  test('is marked for the creator wherever they might read it aloud', async () => {
    await donate(open, creator)
    expect(await page('/dashboard/inbox')).not.toContain(LABEL)
    const id = await donate(shy, creator, { hideName: true })
    expect(await page('/dashboard/inbox')).toMatch(/수줍은라면[\s\S]{0,600}이름 숨김/)
    await creator.ask('POST', `/donations/${id}/confirm`, { amount: 1_000 })
    expect(await page(`/dashboard/supporters/${shy.chzzkUserId}`)).toContain(LABEL)
    expect(await page(`/dashboard/supporters/${open.chzzkUserId}`)).not.toContain(LABEL)
    expect(await page('/dashboard/stats/explain?figure=total&range=all')).toContain(LABEL)
    expect(await page('/dashboard/supporters')).toContain('누가 보냈는지 알 수 없는 후원은 여기 없어요')
    expect(await page('/dashboard/supporters')).toContain('이름을 숨긴 후원도')
  })

  test('is named in the rows of an explanation and in its file', async () => {
    await donate(open, creator, { amount: 500 })
    const id = await donate(shy, creator, { hideName: true, hideAmount: true, amount: 700 })
    await creator.ask('POST', `/donations/${id}/confirm`)
    const query = 'figure=total&range=all'
    expect(await creator.ask('GET', `/creator/stats/explain?${query}`)).toMatchObject({
      included: { items: [{ donorName: '수줍은라면', hideName: true, hideAmount: true }] },
      excluded: { items: [{ donorName: '씩씩한김밥', hideName: false, hideAmount: false }] },
    })
    const file = await page(`/creator/stats/explain.csv?${query}`)
    expect(file).toContain('팬이 숨긴 것')
    expect(file).toMatch(/수줍은라면"?,"?금액·이름/)
  })
})
