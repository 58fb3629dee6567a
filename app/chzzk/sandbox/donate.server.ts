import { type SandboxDonation, sandboxMemory } from './memory.server'

export type { SandboxDonation }

const MAX_DONATIONS = 2_000

/** Somebody gives cheese at the sandbox. Out: the donation, kept and announced to whoever listens. */
export function donateAtSandbox(donation: Omit<SandboxDonation, 'seq' | 'at'>): SandboxDonation {
  const memory = sandboxMemory()
  memory.donationCount += 1
  const made = { ...donation, seq: memory.donationCount, at: new Date() }
  memory.donations.push(made)
  if (memory.donations.length > MAX_DONATIONS) memory.donations.shift()
  memory.events.emit('donated', made)
  return made
}

/** The last 2,000 donations given at the sandbox, oldest first. */
export function sandboxDonations(): readonly SandboxDonation[] {
  return sandboxMemory().donations
}

/** Hears of every donation from now on. Out: a function that stops listening. */
export function onSandboxDonation(listener: (donation: SandboxDonation) => void): () => void {
  const { events } = sandboxMemory()
  events.on('donated', listener)
  return () => events.off('donated', listener)
}
