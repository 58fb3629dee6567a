/** What still costs more in a large channel than in a small one; a row that no longer does has to leave. */
export const STILL_GROWING: string[] = []
