import { expect } from 'vitest'
import { endSession, findViewer } from '~/domain/auth/session.server'
import { saveSettings } from '~/domain/channels/own.server'
import type { History, Pick } from '../history'
import { BLOCKED_WORD, tokenOf } from '../people'

const WRITERS = ['everyone', 'supporters', 'nobody'] as const

export const peopleActs = {
  async logOut(history: History, pick: Pick) {
    const by = history.someone(pick)
    const role = history.role(by)
    if (!role.viewer) return
    history.diary.push(`${by} logs out`)
    const token = await tokenOf(role)
    expect(await findViewer(token), `${by} is signed in`).toEqual(role.account)
    await endSession(token)
    expect(await findViewer(token), `${by} is gone`).toBeNull()
    history.endedTokens.push(token)
    role.viewer = role.token = null
  },

  async logIn(history: History, pick: Pick) {
    const gone = [...history.cast].filter(([, { viewer }]) => !viewer)
    const [by, role] = gone[pick.who % Math.max(1, gone.length)] ?? []
    if (!role) return
    history.diary.push(`${by} logs in again`)
    role.viewer = await findViewer(await tokenOf(role))
  },

  async settings(history: History, pick: Pick) {
    const by = history.someone(pick)
    const blocks = pick.how % 3 > 0
    const { words } = history.newWords()
    const saved = await history.attempt({
      by,
      says: `${blocks ? 'blocks' : 'allows'} ${BLOCKED_WORD} and allows ${words}`,
      may: by.startsWith('creator'),
      act: (viewer) =>
        saveSettings(viewer, {
          whoMayWrite: WRITERS[pick.on % 12] ?? 'everyone',
          fromTier: 1,
          allowLinks: pick.on % 2 > 0,
          retweetsADay: pick.on % 7 === 0 ? 1 : 20,
          blockedWords: blocks ? [BLOCKED_WORD] : [],
          allowedWords: [words],
        }),
    })
    if (!saved) return
    history.blockedWords.set(by, blocks)
    history.begin({ kind: 'own', words, channel: by, author: by })
  },
}
