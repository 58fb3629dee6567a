const TOLD_BY_DATABASE = /23001|23503|P2003|foreign key constraint/i

/** Whether the database kept a row because another table points at it. */
export function isStillUsed(error: unknown): boolean {
  return (
    error instanceof Error &&
    (TOLD_BY_DATABASE.test(`${(error as { code?: string }).code} ${error.message}`) ||
      isStillUsed(error.cause))
  )
}
