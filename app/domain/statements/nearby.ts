import type { DonationParty, Held, LineParty, Pair } from './pairing'
import { MAX_CANDIDATES } from './plan'

type Named = { donorId: string | null; name: string | null; amount: number | null; day: number }
const DAYS_AROUND = [0, -1, 1]
const DAYS = 2 ** 20
/** An amount and a day as one number, which is exact below 2^53. */
const toSlot = (amount: number, day: number) => amount * DAYS + day
const NONE: readonly never[] = []

/** Most days have one or two of an amount: those are gone through, and only more are sorted. */
const FEW = 16

/** One side's parties of an amount and a day. */
class DayIndex<T extends Named> {
  readonly all: T[] = []
  private sorted: SortedDay<T> | null = null

  add(party: T) {
    this.all.push(party)
  }

  get withoutId(): readonly T[] {
    return this.isLong() ? this.sort().withoutId : this.all.filter(({ donorId }) => donorId === null)
  }

  /** Whoever may be the same: equal ids; without both ids, equal names; without both names, anybody. */
  compatibleWith(party: Named): readonly (readonly T[])[] {
    const { donorId, name } = party
    if (donorId === null && name === null) return [this.all]
    if (this.isLong()) return this.sort().compatibleWith(party)
    const named = this.all.filter((one) => one.name === name && name !== null)
    const nameless = this.all.filter((one) => one.name === null)
    if (donorId === null) return [named, nameless]
    const same = this.all.filter((one) => one.donorId === donorId)
    if (name === null) return [same, this.withoutId]
    const isWithoutId = (one: T) => one.donorId === null
    return [same, named.filter(isWithoutId), nameless.filter(isWithoutId)]
  }

  private isLong() {
    return this.all.length > FEW
  }

  private sort() {
    this.sorted ??= new SortedDay(this.all)
    return this.sorted
  }
}

/** Many parties of an amount and a day, by what may contradict the other side. */
class SortedDay<T extends Named> {
  readonly withoutId: T[] = []
  private readonly nameless: T[] = []
  private readonly namelessWithoutId: T[] = []
  private readonly byId = new Map<string, T[]>()
  private readonly byName = new Map<string, T[]>()
  private readonly byNameWithoutId = new Map<string, T[]>()

  constructor(all: readonly T[]) {
    for (const party of all) this.add(party)
  }

  private add(party: T) {
    if (party.name === null) this.nameless.push(party)
    else append(this.byName, party.name, party)
    if (party.donorId !== null) return append(this.byId, party.donorId, party)
    this.withoutId.push(party)
    if (party.name === null) this.namelessWithoutId.push(party)
    else append(this.byNameWithoutId, party.name, party)
  }

  /** Of somebody with a name or an id. */
  compatibleWith({ donorId, name }: Named): readonly (readonly T[])[] {
    if (donorId === null) return [this.byName.get(name ?? '') ?? NONE, this.nameless]
    const same = this.byId.get(donorId) ?? NONE
    if (name === null) return [same, this.withoutId]
    return [same, this.byNameWithoutId.get(name) ?? NONE, this.namelessWithoutId]
  }
}

function append<T>(lists: Map<string, T[]>, key: string, value: T) {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Parties of one side by amount and day, asked for a day before and after too. */
export class NearbyIndex<T extends Named> {
  private readonly days = new Map<number, DayIndex<T>>()

  constructor(
    parties: readonly T[],
    readonly isNeeded: (amount: number, day: number) => boolean = () => true,
  ) {
    for (const party of parties) {
      if (party.amount === null || !this.isNeeded(party.amount, party.day)) continue
      const key = toSlot(party.amount, party.day)
      const index = this.days.get(key) ?? new DayIndex<T>()
      this.days.set(key, index)
      index.add(party)
    }
  }

  has(amount: number, day: number) {
    return this.days.has(toSlot(amount, day))
  }

  hasNear({ amount, day }: Named) {
    return amount !== null && DAYS_AROUND.some((distance) => this.has(amount, day + distance))
  }

  private around({ amount, day }: Named) {
    const found: DayIndex<T>[] = []
    for (const distance of DAYS_AROUND) {
      const index = this.days.get(toSlot(amount ?? 0, day + distance))
      if (index) found.push(index)
    }
    return found
  }

  countCompatible(party: Named): number {
    const lists = this.around(party).flatMap((index) => index.compatibleWith(party))
    return lists.reduce((sum, list) => sum + list.length, 0)
  }

  listCompatible(party: Named): T[] {
    return takeFirst(this.around(party).flatMap((index) => index.compatibleWith(party)))
  }

  /** Names that contradict, where no two ids do: a fan may have renamed themselves. */
  listRenamed(party: Named): T[] {
    return takeFirst(
      this.around(party).map((index) => (party.donorId === null ? index.all : index.withoutId)),
    )
  }
}

function takeFirst<T>(lists: readonly (readonly T[])[]): T[] {
  const taken: T[] = []
  for (const list of lists) {
    if (taken.length >= MAX_CANDIDATES) break
    taken.push(...list.slice(0, MAX_CANDIDATES - taken.length))
  }
  return taken
}

/** Pass (c): the amount within a day, exactly one candidate on both sides; several are the creator's choice. */
export function pairNearby(lines: readonly LineParty[], donations: readonly DonationParty[]) {
  const lineIndex = new NearbyIndex(lines)
  const isNeeded = (amount: number, day: number) =>
    DAYS_AROUND.some((distance) => lineIndex.has(amount, day + distance))
  const donationIndex = new NearbyIndex(donations, isNeeded)
  const pairs: Pair[] = []
  const held: Held[] = []
  for (const line of lines) {
    const candidates = donationIndex.listCompatible(line)
    const [donation] = candidates
    if (!donation) continue
    const isOnly = candidates.length === 1 && lineIndex.countCompatible(donation) === 1
    if (isOnly) pairs.push({ line, donation })
    else held.push({ line, candidates })
  }
  const contested = donations.filter(
    (donation) =>
      donation.amount !== null &&
      isNeeded(donation.amount, donation.day) &&
      lineIndex.countCompatible(donation) > 0,
  )
  return { pairs, held, contested }
}
