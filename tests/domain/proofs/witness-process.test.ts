import { beforeEach, expect, test } from 'vitest'
import type { Viewer } from '~/domain/auth/viewer'
import { collectCosignatures } from '~/domain/proofs/cosignatures.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { getWitnessState } from '~/domain/proofs/witness-states.server'
import { env } from '~/env.server'
import { useDatabase } from '../../support/database'
import { beginSignedLog, donateToAll, logFindings } from '../../support/log'
import { witnessKey } from '../../support/proof-keys'
import { startWitness } from '../../support/witness-process'
import { cosignersOf, logVkey, useWitnesses } from '../../support/witnesses'

useDatabase()
const witnesses = useWitnesses()

let creators: Viewer[]
beforeEach(async () => {
  creators = await beginSignedLog()
})

const IN_AN_HOUR = () => new Date(Date.now() + 3_600_000)
const failureOf = () => env.witnesses.map((witness) => getWitnessState(witness).failure?.reason)[0]

test('A second process witnesses every checkpoint, and what it missed while it stood still or was gone', async () => {
  const process = await startWitness(logVkey())
  witnesses.add(process.named)
  await collectCosignatures()
  expect(await cosignersOf(4)).toEqual([witnessKey.name])

  process.signal('SIGSTOP')
  await donateToAll(creators)
  expect(await signLedger()).toMatchObject({ outcome: 'signed', size: 6 })
  expect(await cosignersOf(6)).toEqual([])
  process.signal('SIGCONT')
  await collectCosignatures({ now: IN_AN_HOUR() })
  expect(await cosignersOf(6)).toEqual([witnessKey.name])
  expect(failureOf()).toBeUndefined()

  await process.kill()
  await donateToAll(creators)
  expect(await signLedger()).toMatchObject({ outcome: 'signed', size: 8 })
  expect(failureOf()).toBe('unreached')
  expect(await cosignersOf(8)).toEqual([])
  expect(await logFindings()).toEqual([])
})
