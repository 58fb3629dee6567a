import { describe, expect, test } from 'vitest'
import { refusalCopy } from '~/copy/ko/refusals'
import { refuseFullQueue } from '~/domain/files/file'
import { oneAtATime, QueueFull } from '~/files/queue'

describe('Pictures', () => {
  test('are drawn one after the other, eight wait, and the next is told to come again', async () => {
    const done: number[] = []
    let begin = () => {}
    const beginning = new Promise<void>((resolve) => {
      begin = resolve
    })
    const all = Array.from({ length: 9 }, (_, n) =>
      oneAtATime(async () => {
        await beginning
        done.push(n)
        if (n === 3) throw new Error('broken')
      }),
    )
    const ended = Promise.allSettled(all)
    const refused = await oneAtATime(async () => done.push(99)).catch((error) => error)
    expect(refused).toBeInstanceOf(QueueFull)
    expect(done).toEqual([])
    begin()
    await ended
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(await oneAtATime(async () => 'drawn')).toBe('drawn')
  })

  test('that are too many are rate_limited, with words and a time; other errors stay what they are', async () => {
    const refusal = await Promise.reject(new QueueFull())
      .catch(refuseFullQueue)
      .catch((error) => error)
    expect(refusal).toMatchObject({ reason: 'rate_limited', retryAfterSeconds: 10 })
    expect(refusalCopy(refusal)).toEqual({
      title: '그림을 올리지 못했어요',
      detail: '지금 그림이 많이 올라오고 있어요. 잠시 뒤에 다시 올려 주세요',
    })
    await expect(Promise.reject(new Error('no')).catch(refuseFullQueue)).rejects.toThrow(/^no$/)
  })
})
