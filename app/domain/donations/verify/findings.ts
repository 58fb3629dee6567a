export const MAX_NAMED = 1_000

export type Finding = { kind: string; what: string }

export type Wrong = Finding & { total: number }

export type Findings = ReturnType<typeof collectFindings>

/** Collects what disagrees, a count for each kind beside the first thousand of it: no kind hides another. */
export function collectFindings() {
  const named: Finding[] = []
  const counts: Record<string, number> = {}

  function add(kind: string, what: string) {
    counts[kind] = (counts[kind] ?? 0) + 1
    if (counts[kind] <= MAX_NAMED) named.push({ kind, what })
  }

  function addListed(listed: readonly Wrong[]) {
    const totals = Object.fromEntries(listed.map(({ kind, total }) => [kind, total]))
    for (const { kind, what } of listed) named.push({ kind, what })
    for (const [kind, total] of Object.entries(totals)) counts[kind] = (counts[kind] ?? 0) + total
  }

  return { named, counts, add, addListed }
}

/** A query of rows `kind, what`, as one that counts them by kind and lists the first of each. */
export const listedSql = (wrong: string) => `
  SELECT kind, what, total FROM (
    SELECT kind, what, count(*) OVER (PARTITION BY kind) AS total,
      row_number() OVER (PARTITION BY kind ORDER BY what COLLATE "C") AS place
    FROM (${wrong}) wrong) placed
  WHERE place <= ${MAX_NAMED} ORDER BY kind COLLATE "C", place`

/** Rows of columns that each say what is wrong, or null, as rows `kind, what`: `kinds` names the columns. */
export const wrongOf = (from: string, kinds: Record<string, string>) => `
  SELECT wrong.kind, wrong.what FROM (${from}) checked
  CROSS JOIN LATERAL (VALUES ${Object.entries(kinds)
    .map(([column, kind]) => `('${kind}', ${column})`)
    .join(', ')}) wrong (kind, what)
  WHERE coalesce(${Object.keys(kinds).join(', ')}) IS NOT NULL AND wrong.what IS NOT NULL`

/** "3 × entry hash, 1 × feed item", and then at most so many of each kind, a line each. */
export function findingLines({ counts, disagreements }: Verdict, maxOfKind = MAX_NAMED) {
  const shown: Record<string, number> = {}
  const lines = disagreements.flatMap(({ kind, what }) => {
    shown[kind] = (shown[kind] ?? 0) + 1
    return shown[kind] <= maxOfKind ? [`${kind}: ${what}`] : []
  })
  const summary = Object.entries(counts).map(([kind, count]) => `${count} × ${kind}`)
  return [summary.join(', '), ...lines]
}

type Verdict = { counts: Record<string, number>; disagreements: readonly Finding[] }
