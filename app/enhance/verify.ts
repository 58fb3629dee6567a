import { PARTLY, RIGHT, TOO_OLD, WRONG } from '~/copy/ko/verify'
import { fetchPublished, fetchTile, toVkeys } from './proofs/checkpoint'
import { type Judgement, judgeReceipt } from './proofs/judge'
import { canVerify } from './proofs/tree'

const MAX_BYTES = 1_000_000
const TITLES = { right: RIGHT, partly: PARTLY, wrong: WRONG }

/** A chosen receipt is checked here and sent nowhere; without a connection by the keys that the page brought with it. */
export function checkChosenReceipts(place: HTMLElement) {
  const input = place.querySelector('input')
  const result = place.querySelector<HTMLElement>('[role=status]')
  if (!input || !result) return
  place.hidden = false
  for (const note of document.querySelectorAll('[data-without-script]')) note.remove()
  const brought = toVkeys(place.dataset.verify ?? '')
  let publishing = fetchPublished()

  input.addEventListener('change', async () => {
    const [file] = input.files ?? []
    if (!file) return
    if (!canVerify()) return renderJudgement(result, { verdict: 'wrong', lines: [TOO_OLD] })
    const published = (await publishing) ?? (await fetchPublished())
    publishing = Promise.resolve(published)
    renderJudgement(result, await judgeReceipt(await textOf(file), brought, published, fetchTile))
  })
}

/** Empty where it cannot be a receipt: too long, or no text. */
async function textOf(file: File) {
  if (file.size > MAX_BYTES) return ''
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer())
  } catch {
    return ''
  }
}

function renderJudgement(place: HTMLElement, { verdict, lines }: Judgement) {
  const title = document.createElement('h2')
  title.textContent = TITLES[verdict]
  const paragraphs = lines.map((line) => {
    const paragraph = document.createElement('p')
    paragraph.textContent = line
    return paragraph
  })
  place.className = verdict === 'right' ? 'card' : 'alert'
  place.replaceChildren(title, ...paragraphs)
}
