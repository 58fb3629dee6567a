const TOLD_BY_DATABASE = /40P01|deadlock/

/** Whether the database stopped an act because it and another one waited for each other: the other one goes on. */
export function wasDeadlock(error: unknown): boolean {
  return error instanceof Error && (TOLD_BY_DATABASE.test(error.message) || wasDeadlock(error.cause))
}
