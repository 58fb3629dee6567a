import { sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { issueTokens, upsertPerson } from '~/chzzk/sandbox/people.server'
import type { Switches } from '~/chzzk/sandbox/switches'
import { db } from '~/db/client.server'
import { saveTokens } from '~/domain/auth/tokens.server'
import type { Viewer } from '~/domain/auth/viewer'

/** A person whose CHZZK grant Melt holds, as after a login. */
export async function grantTo({ id, chzzkUserId, displayName }: Viewer) {
  upsertPerson(chzzkUserId, displayName)
  const { accessToken, refreshToken, expiresIn } = issueTokens(chzzkUserId)
  const expiresAt = new Date(Date.now() + expiresIn * 1000)
  await db.$transaction((tx) => saveTokens(tx, id, { accessToken, refreshToken, scope: null, expiresAt }))
}

/** What is uncertain about CHZZK, and what goes wrong with it, for the length of a test. */
export function playChzzk(switches: Partial<Switches>) {
  Object.assign(sandboxMemory().switches, switches)
}

/** Waits until something is as it should be; what it was at last is in the error. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  is: (value: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const value = await read()
    if (is(value)) return value
    if (Date.now() > until) throw new Error(`it did not come about: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
