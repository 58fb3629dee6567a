import { z } from 'zod'

const cause = z.object({ originalCode: z.string() })
const told = z.union([
  z
    .object({ meta: z.object({ driverAdapterError: z.object({ cause }) }) })
    .transform(({ meta }) => meta.driverAdapterError),
  // What the end of a transaction throws is not wrapped.
  z.object({ cause }),
])

/**
 * Whether the database does not take a value (SQLSTATE 22…) or keeps a constraint (23…). Everything else may pass, such as a
 * deadlock or a connection that broke: where a statement is raw, Prisma has one code for all of them.
 */
export function isRefusedByDatabase(error: unknown): boolean {
  const read = told.safeParse(error)
  return read.success && /^2[23]/.test(read.data.cause.originalCode)
}
