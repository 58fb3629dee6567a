import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { addManualDonation } from '~/domain/donations/manual.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer, manualOf } from '../../support/people'
import { insert, refusal } from '../../support/refused-by-database'

useDatabase()

let waiting: string
let confirmed: string
let channelId: string

beforeEach(async () => {
  const creator = await makeCreator('밤비노래방')
  channelId = creator.channel?.id ?? ''
  waiting = await donateAs(await makeViewer('새벽세시라면'), creator)
  confirmed = (await addManualDonation(creator, manualOf(500))).donation.id
})

describe('The database refuses', () => {
  test('a second message for one donation, and one that says less than it is', async () => {
    const message = {
      id: randomUUID(),
      channel_id: channelId,
      type: 'donation',
      visibility: 'public',
      content: 'x',
      donation_id: waiting,
    }
    expect(await refusal(insert('messages', message))).toBe('messages_donation_id_key')
    expect(await refusal(insert('messages', { ...message, donation_id: null }))).toBe(
      'messages_donation_fits_type',
    )
    expect(
      await refusal(insert('messages', { ...message, donation_id: confirmed, visibility: 'private' })),
    ).toBe('messages_visibility_fits_type')
    expect(await refusal(insert('messages', { ...message, type: 'dm', donation_id: null }))).toBe(
      'messages_visibility_fits_type',
    )
  })

  test('ids that are not CHZZK’s, and rights nobody agreed to', async () => {
    const user = { id: randomUUID(), chzzk_user_id: 'AB'.repeat(16), display_name: 'x' }
    expect(await refusal(insert('users', user))).toBe('users_chzzk_user_id_format')
    expect(await refusal(insert('users', { ...user, chzzk_user_id: 'ab'.repeat(16), role: 'admin' }))).toBe(
      'users_login_needs_agreement',
    )
    expect(await refusal(['UPDATE channels SET owner_id = NULL WHERE id = $1', [channelId]])).toBe(
      'channels_open_has_owner',
    )
  })
})
