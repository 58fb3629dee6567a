const PREFIX = 'melt:draft:'

type Field = HTMLInputElement | HTMLTextAreaElement
/** What a field says now, and what the server's page said in its place. */
type Kept = Record<string, { base: string; value: string }>

/** What is being written or ticked survives a reload, a closed tab and an expired session, in this browser only. */
export function keepDrafts() {
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) keep(target.form)
  })
  return () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft-key]')) bringBack(form)
  }
}

export function forgetDraft(form: HTMLFormElement) {
  const key = keyOf(form)
  if (key) store(key, {})
}

function keep(form: HTMLFormElement | null) {
  const key = keyOf(form)
  if (!form || !key) return
  const before = recall(key)
  const now: Kept = {}
  for (const field of fieldsOf(form)) {
    const [value, given] = [wordsOf(field), defaultOf(field)]
    const known = before[nameOf(field)]
    // A form that came back refused says what was written: what the page itself says is known from before.
    const base = 'returned' in form.dataset ? (known?.base ?? given) : given
    if (value !== base) now[nameOf(field)] = { base, value }
  }
  store(key, now)
}

/** A field that the server has filled in differently since then is left as it is. */
function bringBack(form: HTMLFormElement) {
  const key = keyOf(form)
  const kept = key ? recall(key) : {}
  for (const field of fieldsOf(form)) {
    const draft = kept[nameOf(field)]
    const given = defaultOf(field)
    if (!draft || draft.base !== given || wordsOf(field) !== given) continue
    if (isTicked(field)) field.checked = draft.value === 'on'
    else field.value = draft.value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

const keyOf = (form: HTMLFormElement | null) => form?.dataset.draftKey

function fieldsOf(form: HTMLFormElement) {
  return [...form.querySelectorAll<Field>('textarea, input:not([type=hidden], [type=file], [type=password])')]
}

const isTicked = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')

const nameOf = (field: Field) => (field.type === 'radio' ? `${field.name}=${field.value}` : field.name)

function wordsOf(field: Field) {
  return isTicked(field) ? ticked(field.checked) : field.value
}

function defaultOf(field: Field) {
  return isTicked(field) ? ticked(field.defaultChecked) : field.defaultValue
}

const ticked = (yes: boolean) => (yes ? 'on' : 'off')

function recall(key: string): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? '{}')
    return kept && typeof kept === 'object' ? (kept as Kept) : {}
  } catch {
    return {} // a browser that keeps nothing still writes and sends
  }
}

function store(key: string, kept: Kept) {
  try {
    if (Object.keys(kept).length > 0) localStorage.setItem(PREFIX + key, JSON.stringify(kept))
    else localStorage.removeItem(PREFIX + key)
  } catch {
    return // as above
  }
}
