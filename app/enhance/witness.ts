import type { Wrong } from '~/copy/ko/verify'
import {
  BROKEN_LOG,
  bothTexts,
  brokenLogCopy,
  HIDE_FOR_TODAY,
  HOW_TO_CHECK,
  LEDGER_FILE,
  SAVE_BOTH,
  WHAT_TO_DO,
} from '~/copy/ko/witness'
import {
  fetchPublished,
  fetchTile,
  isSignedBy,
  type Published,
  parseCheckpoint,
  requireContinued,
} from './proofs/checkpoint'
import { Misfit, misfit } from './proofs/misfit'
import { canVerify, type GetTile } from './proofs/tree'

const KEY = 'melt:checkpoint'
const DAY_MS = 24 * 60 * 60 * 1000

/** The last checkpoint that this browser believed, and since when another one did not continue it. */
type Seen = { text: string; checkedAt: number; broken?: { text: string; wrong: Wrong; isHidden?: boolean } }

/** Once a day the browser of a creator compares what is published with what it saw last. */
export async function witnessLog(now = Date.now()): Promise<void> {
  const seen = readSeen()
  const isDue = !seen || Math.abs(now - seen.checkedAt) >= DAY_MS
  const found = isDue && canVerify() ? await compareNow(seen?.text ?? '', now) : null
  if (found) writeSeen(found)
  renderBreak(found ?? seen)
}

/** Null where nothing could be read: no connection, or another page in the place of the log. */
async function compareNow(text: string, checkedAt: number): Promise<Seen | null> {
  const published = await fetchPublished()
  if (!published) return null
  try {
    await requireUnbroken(text, published, fetchTile)
    return { text: published.text, checkedAt }
  } catch (error) {
    if (!(error instanceof Misfit) || error.wrong === 'no_receipt') return null
    return { text, checkedAt, broken: { text: published.text, wrong: error.wrong } }
  }
}

/** Throws a `Misfit` where what is published is not signed, or does not continue the text that was seen last. */
export async function requireUnbroken(seen: string, { text, vkeys }: Published, getTile: GetTile) {
  if (!text) return seen ? misfit('shorter') : undefined
  const now = parseCheckpoint(text)
  if (vkeys.length > 0 && (await isSignedBy(now, vkeys)) === false) misfit('unknown_key')
  if (seen) await requireContinued(parseCheckpoint(seen), now, getTile)
}

/** Storage that is refused, or of somebody else's making, remembers nothing. */
function readSeen(): Seen | null {
  try {
    const seen: Seen = JSON.parse(localStorage.getItem(KEY) ?? '')
    if (seen.text) parseCheckpoint(seen.text)
    return Number.isFinite(seen.checkedAt) ? seen : null
  } catch {
    return null
  }
}

function writeSeen(seen: Seen) {
  try {
    localStorage.setItem(KEY, JSON.stringify(seen))
  } catch {}
}

function renderBreak(seen: Seen | null) {
  const { text = '', broken } = seen ?? {}
  if (!seen || !broken || broken.isHidden || document.getElementById(KEY)) return
  const alert = element('section', { id: KEY, className: 'alert flex flex-col gap-3' })
  alert.setAttribute('role', 'alert')
  const hide = element('button', { type: 'button', className: 'button button-text' }, HIDE_FOR_TODAY)
  hide.addEventListener('click', () => {
    writeSeen({ ...seen, broken: { ...broken, isHidden: true } })
    alert.remove()
  })
  const both = URL.createObjectURL(new Blob([bothTexts(text, broken.text)], { type: 'text/plain' }))
  alert.append(
    element('h2', {}, BROKEN_LOG),
    element('p', {}, brokenLogCopy(broken.wrong)),
    ...WHAT_TO_DO.map((line) => element('p', {}, line)),
    element('a', { href: both, download: 'melt-checkpoints.txt', className: 'button' }, SAVE_BOTH),
    element('a', { href: '/creator/export/ledger.ndjson', className: 'link tap' }, LEDGER_FILE),
    element('a', { href: '/ledger', className: 'link tap' }, HOW_TO_CHECK),
    hide,
  )
  document.querySelector('main')?.prepend(alert)
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, properties: object, text = '') {
  return Object.assign(document.createElement(name), { textContent: text }, properties)
}
