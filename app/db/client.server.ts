import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma'
import { pool } from './pool.server'

declare global {
  var meltPrisma: PrismaClient | undefined
}

globalThis.meltPrisma ??= new PrismaClient({
  adapter: new PrismaPg(pool),
  transactionOptions: { maxWait: 10_000, timeout: 15_000 },
})

/** Prisma over the one pool; inside a transaction only its own client is used. */
export const db = globalThis.meltPrisma
