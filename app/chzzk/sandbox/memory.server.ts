import { EventEmitter } from 'node:events'
import { type DemoPerson, demoPersonList } from './demo-people'
import { defaultSwitches, type Switches } from './switches'

export const eventTypes = ['CHAT', 'DONATION', 'SUBSCRIPTION'] as const
export type EventType = (typeof eventTypes)[number]

/** Of a user, who gets events of the own channel only, or of the client, to which any user's token may add events. */
export type SessionOwner = { kind: 'user'; channelId: string } | { kind: 'client' }

/** A session URL that was given out; its key is the `auth` in it. */
export interface IssuedUrl {
  owner: SessionOwner
  expiresAt: number
}

/** One open socket. */
export interface Socket {
  /** Sends an event as the switches say. Out: whether it went out. */
  send(name: string, payload: unknown): boolean
  /** Closes it as the server of a socket does. */
  end(): void
  /** Breaks it, as a cable that is pulled. */
  cut(): void
}

export interface ChzzkSession {
  key: string
  owner: SessionOwner
  connectedAt: number
  /** When CHZZK takes it for over and frees its slot; null while it is connected. */
  overAt: number | null
  events: { eventType: EventType; channelId: string }[]
  socket: Socket
  /** An event that waits to be overtaken by the next one. */
  heldBack: (() => void) | null
}

export interface SessionMemory {
  urls: Map<string, IssuedUrl>
  sockets: Set<Socket>
  /** Newest last; those that are over stay for the list. */
  sessions: Map<string, ChzzkSession>
  /** DONATION frames that went out to sockets, per channel. */
  delivered: Map<string, number>
}

export function noSessions(): SessionMemory {
  return { urls: new Map(), sockets: new Set(), sessions: new Map(), delivered: new Map() }
}

/** Whether two owners are one and the same. */
export function isSameOwner(one: SessionOwner, other: SessionOwner): boolean {
  return one.kind === 'user' && other.kind === 'user'
    ? one.channelId === other.channelId
    : one.kind === other.kind
}

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
