import { expect, test } from 'vitest'
import { receiveFiles } from '~/domain/rewards/files.server'
import { useDatabase } from '../../support/database'
import { drew, picture } from '../../support/media'

useDatabase()

test('A picture over 10 MB is refused before it is drawn', async () => {
  const image = await picture()
  const long = Buffer.concat([image, Buffer.alloc(10 * 1024 * 1024)])
  const refused = { reason: 'invalid', errors: [{ path: 'image' }] }
  expect(await drew(() => expect(receiveFiles({ image: long })).rejects.toMatchObject(refused))).toBe(false)
  expect(await drew(() => receiveFiles({ image }))).toBe(true)
})
