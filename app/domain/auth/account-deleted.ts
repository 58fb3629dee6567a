const TOLD_BY_DATABASE = /is of somebody who has not agreed|users_login_needs_agreement/

/** Whether the database refused an act because its person left while it was under way. */
export function isAccountDeleted(error: unknown): boolean {
  return error instanceof Error && (TOLD_BY_DATABASE.test(error.message) || isAccountDeleted(error.cause))
}
