import type { Client } from './melt'

type Letter = { id: string; content: string | null; state: string; unread: boolean; heldBy: string | null }
type Mine = { id: string; state: string; content: string | null; replies: { content: string }[] }

/** A letter sent: its id. */
export async function sendLetter(fan: Client, creator: Client, content: string, fields: object = {}) {
  const body = { chzzkChannelId: creator.chzzkUserId, content, ...fields }
  return (await fan.ask<{ messageId: string }>('POST', '/messages/dm', body)).messageId
}

/** A letter as it stands in a folder of its creator's inbox. */
export async function letterOf(creator: Client, id: string, folder = 'all'): Promise<Letter> {
  const { letters } = await creator.ask<{ letters: { items: Letter[] } }>(
    'GET',
    `/creator/inbox?folder=${folder}`,
  )
  const found = letters.items.find((letter) => letter.id === id)
  if (!found) throw new Error(`No such letter in ${folder}`)
  return found
}

export async function mineOf(fan: Client) {
  return (await fan.ask<{ items: Mine[] }>('GET', '/messages/mine')).items
}

/** The creator's settings with these in place of the defaults. */
export const settingsOf = (creator: Client, settings: object) =>
  creator.ask('PUT', '/creator/settings', {
    whoMayWrite: 'everyone',
    blockedWords: [],
    allowedWords: [],
    ...settings,
  })

/** The code a refused request was answered with. */
export async function codeOf(asked: Promise<Response>) {
  const response = await asked
  const { code } = (await response.json()) as { code?: string }
  return code ?? response.status
}
