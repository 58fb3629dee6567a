import { EventEmitter } from 'node:events'
import { type DemoPerson, demoPersonList } from './demo-people'
import { noSessions, type SessionMemory } from './session'
import { defaultSwitches, type Switches } from './switches'

export interface Code {
  channelId: string
  state: string
  expiresAt: number
}

export interface Token {
  channelId: string
  expiresAt: number
}

export interface SandboxDonation {
  seq: number
  channelId: string
  donor: Pick<DemoPerson, 'channelId' | 'channelName'>
  anonymous: boolean
  /** Whole cheese. */
  amount: number
  text: string
  at: Date
}

interface Memory {
  people: Map<string, DemoPerson>
  codes: Map<string, Code>
  accessTokens: Map<string, Token>
  refreshTokens: Map<string, Token>
  donations: SandboxDonation[]
  donationCount: number
  events: EventEmitter<{ donated: [SandboxDonation] }>
  switches: Switches
  sessions: SessionMemory
}

const holder = globalThis as typeof globalThis & { meltSandbox?: Memory }

/** All the sandbox remembers. It survives a hot reload and ends with the process. */
export function sandboxMemory(): Memory {
  holder.meltSandbox ??= blankMemory()
  return holder.meltSandbox
}

/** Back to the demo people alone, default switches, no tokens, no donations and no open sockets; listeners stay. */
export function resetSandbox(): void {
  const { events, sessions } = sandboxMemory()
  for (const socket of sessions.sockets) socket.cut()
  holder.meltSandbox = { ...blankMemory(), events }
}

/** Adds an entry and forgets the oldest beyond `max`. */
export function setCapped<Value>(map: Map<string, Value>, key: string, value: Value, max: number): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= max) return
    map.delete(oldest)
  }
}

function blankMemory(): Memory {
  return {
    people: new Map(demoPersonList.map((member) => [member.channelId, { ...member }])),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    donations: [],
    donationCount: 0,
    events: new EventEmitter<{ donated: [SandboxDonation] }>().setMaxListeners(0),
    switches: { ...defaultSwitches },
    sessions: noSessions(),
  }
}
