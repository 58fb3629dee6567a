import { env } from '~/env.server'
import type { DivergedDatabase } from './divergence'
import type { Witness } from './key'
import type { WitnessTrouble } from './witness'
import type { WitnessError } from './witness-client.server'

/** What a witness answered last, in this process. */
export type WitnessState = {
  hasAnswered: boolean
  failure: { reason: WitnessTrouble; detail: string | null; at: Date } | null
  failuresInARow: number
  notBefore: Date
  divergence: DivergedDatabase | null
}

const FRESH: WitnessState = {
  hasAnswered: false,
  failure: null,
  failuresInARow: 0,
  notBefore: new Date(0),
  divergence: null,
}

const FIRST_BACKOFF_MS = 4 * 60 * 1000
const MAX_BACKOFF_MS = 59 * 60 * 1000

const states = new Map<string, WitnessState>()

export const getWitnessState = ({ vkey }: Witness): WitnessState => states.get(vkey) ?? FRESH

/** For tests, whose witnesses begin anew. */
export const forgetWitnessStates = () => states.clear()

/** Said once when it begins: `failing` and `diverged` with why, `recovered` from either. */
export type WitnessChange = {
  witness: string
  change: 'failing' | 'diverged' | 'recovered'
  why: Error | null
}

let report: (change: WitnessChange) => void = () => undefined

/** What is to be done about a witness that begins or ends to be in trouble, by the process. */
export function onWitnessChange(act: (change: WitnessChange) => void) {
  report = act
}

export function recordAnswer(witness: Witness) {
  const { failure, divergence } = getWitnessState(witness)
  states.set(witness.vkey, { ...FRESH, hasAnswered: true })
  if (failure || divergence) report({ witness: witness.key.name, change: 'recovered', why: null })
}

/** It is asked again later and later, within the hour. What it has seen before it fell silent still counts. */
export function recordFailure(witness: Witness, error: WitnessError, now: Date) {
  const before = getWitnessState(witness)
  const { reason, detail } = error
  const failuresInARow = before.failuresInARow + 1
  const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (failuresInARow - 1), MAX_BACKOFF_MS)
  const notBefore = new Date(now.getTime() + backoffMs)
  states.set(witness.vkey, { ...before, failure: { reason, detail, at: now }, failuresInARow, notBefore })
  if (!before.failure) report({ witness: witness.key.name, change: 'failing', why: error })
}

/** It has seen what this database does not continue: it is asked every time until it says otherwise. */
export function recordDivergence(witness: Witness, divergence: DivergedDatabase) {
  const before = getWitnessState(witness)
  states.set(witness.vkey, { ...FRESH, hasAnswered: true, divergence })
  if (!before.divergence) report({ witness: witness.key.name, change: 'diverged', why: divergence })
}

/** Null where no witness of this Melt has seen what its database does not continue. */
export function findWitnessedDivergence(): DivergedDatabase | null {
  const diverged = env.witnesses.map(getWitnessState).find(({ divergence }) => divergence !== null)
  return diverged?.divergence ?? null
}
