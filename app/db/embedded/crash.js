// @ts-check

/** How PostgreSQL leaves a failed statement; everything else that is thrown is the engine breaking. */
const FAILED_STATEMENT = 100

/**
 * PGlite swallows what its engine throws and calls it again: an engine that broke would spin for ever, or answer
 * from a broken memory.
 *
 * @param {import('@electric-sql/pglite').PGlite} database
 */
export function endOnCrash({ Module: engine }) {
  const takeTurn = engine._PostgresMainLoopOnce
  engine._PostgresMainLoopOnce = () => {
    try {
      takeTurn()
    } catch (error) {
      if (/** @type {{ status?: number }} */ (error).status !== FAILED_STATEMENT) crash(error)
      throw error
    }
  }
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function crash(error) {
  process.stderr.write(
    `The embedded database broke: ${error instanceof Error ? error.stack : JSON.stringify(error)}\n`,
  )
  process.exit(1)
}
