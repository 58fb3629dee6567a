import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { Refusal } from '~/domain/core/refusal'
import { claimCoupon } from '~/domain/rewards/coupons.server'
import { rewardInput } from '~/domain/rewards/input'
import { createReward, deleteReward, updateReward } from '~/domain/rewards/save.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'
import { insert, refusal } from '../../support/refused-by-database'

useDatabase()

const MANY = 40
let creator: Viewer
beforeEach(async () => {
  creator = await makeCreator('밤비노래방')
})

/** So many people to whom the creator's rewards are open. */
async function vips(count: number) {
  const people = await Promise.all(Array.from({ length: count }, (_, n) => makeViewer(`팬 ${n}`)))
  await db.vipUser.createMany({
    data: people.map(({ id }) => ({ channelId: creator.channel?.id ?? '', userId: id })),
  })
  return people
}

const content = async (codes: string[], stock: number | null = null) => {
  const input = rewardInput.parse({ title: '쿠폰', gate: 'vip', codes, stock })
  return (await createReward(creator, input, {})).reward.id
}
const ask = async (person: Viewer, id: string) => {
  try {
    return (await claimCoupon(person, id)).coupon.code
  } catch (error) {
    if (error instanceof Refusal) return error.reason
    throw error
  }
}

describe('Many who ask at once', () => {
  test('get each a code of their own, as many as there are, and never the same', async () => {
    const codes = Array.from({ length: 25 }, (_, n) => `CODE-${n}`)
    const id = await content(codes)
    const answers = await Promise.all((await vips(MANY)).map((person) => ask(person, id)))
    const got = answers.filter((answer) => answer.startsWith('CODE-'))
    expect([...got].sort()).toEqual([...codes].sort())
    expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(MANY - codes.length)
  })

  test('for the last one: one person gets it', async () => {
    const people = await vips(20)
    for (let n = 0; n < 5; n++) {
      const id = await content(['LAST'])
      const answers = await Promise.all(people.map((person) => ask(person, id)))
      expect(answers.filter((answer) => answer === 'LAST')).toHaveLength(1)
      expect(await db.rewardCoupon.count({ where: { rewardId: id, claimedAt: { not: null } } })).toBe(1)
    }
  })

  test('the same person twenty times: one code', async () => {
    const id = await content(['SAME'], 30)
    const [person] = (await vips(1)) as [Viewer]
    await Promise.all(Array.from({ length: 20 }, () => ask(person, id)))
    expect(await db.rewardCoupon.count({ where: { rewardId: id, claimedAt: { not: null } } })).toBe(1)
  })

  test('while the creator takes codes back, adds some and deletes it: nobody gets what is gone', async () => {
    const id = await content(['OLD'], 30)
    const change = {
      title: '쿠폰',
      gate: 'vip',
      codes: ['NEW'],
      stock: 5,
      takeBack: true,
      removeImage: false,
      removeAudio: false,
    } as const
    const people = await vips(MANY)
    const asking = people.map((person) => ask(person, id))
    const [answers] = await Promise.all([
      Promise.all(asking),
      updateReward(creator, id, { ...change, codes: ['NEW'] }, {}).then(() => deleteReward(creator, id)),
    ])
    const kept = await db.rewardCoupon.findMany({ where: { rewardId: id } })
    expect(kept.every(({ claimedBy }) => claimedBy !== null)).toBe(true)
    const got = answers.filter((answer) => answer === 'OLD' || answer === 'NEW')
    expect(kept.map(({ code }) => code).sort()).toEqual(got.sort())
  })
})

describe('The database refuses', () => {
  const claimed = async () => {
    const id = await content(['AAA', 'BBB'])
    const [one, two] = (await vips(2)) as [Viewer, Viewer]
    await claimCoupon(one, id)
    const coupons = await db.rewardCoupon.findMany({ where: { rewardId: id }, orderBy: { seq: 'asc' } })
    return { id, one, two, mine: coupons[0]?.id ?? '', free: coupons[1]?.id ?? '' }
  }

  test('a claim that becomes somebody else’s, another code, another time, or none', async () => {
    const { two, mine, free } = await claimed()
    const once = 'content_coupons_claimed_once'
    expect(await refusal(['UPDATE content_coupons SET claimed_by = $2 WHERE id = $1', [mine, two.id]])).toBe(
      once,
    )
    expect(await refusal(['UPDATE content_coupons SET claimed_at = now() WHERE id = $1', [mine]])).toBe(once)
    expect(
      await refusal([
        'UPDATE content_coupons SET claimed_at = NULL, claimed_by = NULL WHERE id = $1',
        [mine],
      ]),
    ).toBe(once)
    for (const id of [mine, free])
      expect(await refusal(["UPDATE content_coupons SET code = 'X' WHERE id = $1", [id]])).toBe(once)
    expect(await refusal(['DELETE FROM content_coupons WHERE id = $1', [mine]])).toBe(
      'content_coupons_claimed_stay',
    )
    expect(await refusal(['UPDATE content_coupons SET claimed_by = NULL WHERE id = $1', [mine]])).toBe(
      'nothing was refused',
    )
  })

  test('a second coupon for one person, one for somebody to whom it is locked, and one given from the beginning', async () => {
    const { id, one, free } = await claimed()
    const claim = 'UPDATE content_coupons SET claimed_by = $2, claimed_at = now() WHERE id = $1'
    expect(await refusal([claim, [free, one.id]])).toBe('content_coupons_content_id_claimed_by_key')
    expect(await refusal([claim, [free, (await makeViewer('모르는 사람')).id]])).toBe(
      'content_coupons_claimed_by_who_opens',
    )
    const given = {
      id: one.id,
      content_id: id,
      seq: 9,
      code: 'X',
      claimed_by: one.id,
      claimed_at: new Date(),
    }
    expect(await refusal(insert('content_coupons', given))).toBe('content_coupons_begin_unclaimed')
  })

  test('a content with two gates or none, of a tier that is not there, or deleted with its text', async () => {
    const id = await content([])
    const set = (what: string) => refusal([`UPDATE contents SET ${what} WHERE id = $1`, [id]])
    expect(await set('gate_tier = 1')).toBe('contents_one_gate')
    expect(await set('gate_vip = false')).toBe('contents_one_gate')
    expect(await set('gate_vip = false, gate_tier = 9')).toBe('contents_channel_id_gate_tier_fkey')
    expect(await set("deleted_at = now(), body = '글'")).toBe('contents_deleted_is_erased')
    expect(await set("link = 'javascript:alert(1)'")).toBe('contents_link_is_of_the_web')
    expect(await set("title = ' '")).toBe('contents_title_says_something')
  })
})
