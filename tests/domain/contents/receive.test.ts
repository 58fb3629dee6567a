import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { receiveFiles } from '~/domain/contents/receive.server'
import { useDatabase } from '../../support/database'
import { picture } from '../../support/media'

useDatabase()

test('A picture over 10 MB is refused before it is drawn', async () => {
  const image = await picture()
  const draws = vi.fn()
  sharp.queue.on('change', draws)
  try {
    const long = Buffer.concat([image, Buffer.alloc(10 * 1024 * 1024)])
    await expect(receiveFiles({ image: long })).rejects.toMatchObject({
      reason: 'invalid',
      errors: [{ path: 'image' }],
    })
    expect(draws).not.toHaveBeenCalled()
    await receiveFiles({ image })
    expect(draws).toHaveBeenCalled()
  } finally {
    sharp.queue.off('change', draws)
  }
})
