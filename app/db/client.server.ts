import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma'
import { pool } from './pool.server'

declare global {
  var meltPrisma: PrismaClient | undefined
}

function createClient() {
  return new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  })
}

/** Inside `db.$transaction(async (tx) => …)` use only `tx`: the embedded database has one connection to give. */
globalThis.meltPrisma ??= createClient()
export const db = globalThis.meltPrisma
