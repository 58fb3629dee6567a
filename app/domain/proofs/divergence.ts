/** How a database does not continue what was signed: it has fewer leaves, or other ones. */
export type Divergence = 'behind' | 'different'

/** Melt signs no fork: whoever has the earlier checkpoint could prove that it broke its word. */
export class DivergedDatabase extends Error {
  override readonly name = 'DivergedDatabase'
  constructor(
    readonly divergence: Divergence,
    detail: string,
  ) {
    super(`The database does not continue what was signed (${divergence}): ${detail}`)
  }
}
