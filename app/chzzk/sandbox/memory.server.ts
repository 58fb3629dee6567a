import { EventEmitter } from 'node:events'
import { type DemoPerson, demoPersonList } from './demo-people'
import { defaultSwitches, type Switches } from './switches'

export const eventTypes = ['CHAT', 'DONATION', 'SUBSCRIPTION'] as const
export type EventType = (typeof eventTypes)[number]

/** To the client's any user's token may add events. */
export type SessionOwner = { kind: 'user'; channelId: string } | { kind: 'client' }

export interface IssuedUrl {
  owner: SessionOwner
  expiresAt: number
}

export interface Socket {
  /** Whether it went out. */
  send(name: string, payload: unknown): boolean
  end(): void
  cut(): void
}

export interface ChzzkSession {
  key: string
  owner: SessionOwner
  connectedAt: number
  /** When its slot is free; null while it is connected. */
  overAt: number | null
  events: { eventType: EventType; channelId: string }[]
  socket: Socket
  heldBack: (() => void) | null
}

export interface SessionMemory {
  urls: Map<string, IssuedUrl>
  sockets: Set<Socket>
  /** Newest last; those that are over stay for the list. */
  sessions: Map<string, ChzzkSession>
  /** DONATION frames that went out, by channel. */
  delivered: Map<string, number>
}

export function noSessions(): SessionMemory {
  return { urls: new Map(), sockets: new Set(), sessions: new Map(), delivered: new Map() }
}

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

/** It survives a hot reload and ends with the process. */
export function sandboxMemory(): Memory {
  holder.meltSandbox ??= blankMemory()
  return holder.meltSandbox
}

/** Listeners stay. */
export function resetSandbox(): void {
  const { events, sessions } = sandboxMemory()
  for (const socket of sessions.sockets) socket.cut()
  holder.meltSandbox = { ...blankMemory(), events }
}

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
