import type { Prisma } from '#prisma'

/** What an act writes through inside `db.$transaction`: all of it or nothing. */
export type Tx = Prisma.TransactionClient
