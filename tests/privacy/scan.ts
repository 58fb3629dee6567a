const WORDS = /⟦[\w-]+⟧/g
const IDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g
const CODED = /[A-Za-z0-9+/_-]{24,}/g

/** Planted words in any bytes, also where an address or a cookie wraps them. */
export function wordsIn(text: string): Set<string> {
  return new Set(unwrapped(text).match(WORDS) ?? [])
}

export function idsIn(text: string): Set<string> {
  return new Set(unwrapped(text).toLowerCase().match(IDS) ?? [])
}

/** The text itself, as an address says it, and what is coded in base64 inside it. */
function unwrapped(text: string) {
  const plain = text.includes('%') ? `${text}\n${decoded(text)}` : text
  const inside = (plain.match(CODED) ?? []).map((coded) => Buffer.from(coded, 'base64').toString('utf8'))
  return [plain, ...inside.map(decoded)].join('\n')
}

const decoded = (text: string) => text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => bytesOf(run).toString('utf8'))
const bytesOf = (run: string) => Buffer.from(run.replaceAll('%', ''), 'hex')

/** Headers and body as they went over the line. */
export async function bytesOfAnswer(response: Response): Promise<string> {
  const head = [...response.headers].map(([name, value]) => `${name}: ${value}`)
  return `${head.join('\n')}\n\n${await wholeOrBegun(response)}`
}

/** The body; of a stream that has no end, what it says first. */
async function wholeOrBegun(response: Response) {
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}
