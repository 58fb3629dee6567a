import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma'
import { isEmbedded, patientPool, pool } from './pool.server'

declare global {
  var meltPrisma: PrismaClient | undefined
  var meltPatientPrisma: PrismaClient | undefined
}

/** A place in the pool and what follows are both waited for: together under the 15 s within which people are answered. */
function createClient() {
  return new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: isEmbedded
      ? { maxWait: 10_000, timeout: 12_000 }
      : { maxWait: 5_000, timeout: 9_500 },
  })
}

/** Inside `db.$transaction(async (tx) => …)` use only `tx`: the embedded database has one connection to give. */
globalThis.meltPrisma ??= createClient()
export const db = globalThis.meltPrisma

/** The same for what takes minutes by its nature; a transaction of it names its own `timeout`. */
export function patientDb(): PrismaClient {
  if (isEmbedded) return db
  globalThis.meltPatientPrisma ??= new PrismaClient({
    adapter: new PrismaPg(patientPool),
    transactionOptions: { maxWait: 5_000 },
  })
  return globalThis.meltPatientPrisma
}

/** Prisma's part of letting the database go. */
export async function disconnect() {
  await Promise.all([db.$disconnect(), globalThis.meltPatientPrisma?.$disconnect()])
}
