import { afterEach } from 'vitest'
import { parseSignedCheckpoint, verifyCheckpoint } from '~/domain/proofs/checkpoint'
import { formatVkey, type SigningKey, witnessList } from '~/domain/proofs/key'
import { logKeys, logOrigin } from '~/domain/proofs/log-keys.server'
import { getCheckpoint } from '~/domain/proofs/published.server'
import { forgetWitnessStates } from '~/domain/proofs/witness-states.server'
import { env } from '~/env.server'
import { witnessKey } from './proof-keys'
import { type Handler, nameWitness, serveWitness, serveWitnessOf } from './witness'

export const logVkey = () => logKeys.map(formatVkey)[0] ?? ''

/** The witnesses that this instance asks, each behind a server of its own, until the end of a test. */
export function useWitnesses() {
  const open: { stop: () => Promise<void> }[] = []
  const names: string[] = []
  afterEach(async () => {
    env.witnesses = []
    forgetWitnessStates()
    names.length = 0
    for (const { stop } of open.splice(0)) await stop()
  })

  function add(named: string) {
    names.push(named)
    env.witnesses = witnessList.parse(names.join(','))
  }

  return {
    /** One more that does as it should. */
    async begin(key: SigningKey = witnessKey) {
      const { witness, served, named } = await serveWitnessOf(logVkey(), key)
      open.push(served)
      add(named)
      return { witness, served }
    },
    /** One more that does something else. */
    async beginAs(handler: Handler, key: SigningKey = witnessKey) {
      const served = await serveWitness(handler)
      open.push(served)
      add(nameWitness(key, served.url))
      return served
    },
    add,
  }
}

/** Whose cosignatures are served under the checkpoint, each verified. */
export async function cosignersOf(size?: number, keys: SigningKey[] = [witnessKey]) {
  const checkpoint = parseSignedCheckpoint(await getCheckpoint(size?.toString()))
  const policy = { origin: logOrigin, logKeys, witnessKeys: keys }
  return verifyCheckpoint(checkpoint, policy).cosignatures.map(({ key }) => key.name)
}
