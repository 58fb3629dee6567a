const PREFIX = 'melt:draft:'
const SIGNED_OUT_LIFE_MS = 30 * 60 * 1000

type Field = HTMLInputElement | HTMLTextAreaElement
/** What a field says now, and what the server's page said in its place. */
type Kept = Record<string, { base: string; value: string }>
/** Whose it is; of somebody signed out (`of` is empty) only for a while. */
type Draft = { of: string; until: number | null; fields: Kept }

/** What is being written or ticked survives a reload, a closed tab and an expired session, in this browser and for its writer only. */
export function saveDrafts() {
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) keep(target.form)
  })
  return () => {
    forgetExpired()
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft-key]')) unhide(form)
  }
}

export function deleteDraft(form: HTMLFormElement) {
  const key = keyOf(form)
  if (key) localStorageOf((kept) => kept.removeItem(PREFIX + key))
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
function unhide(form: HTMLFormElement) {
  const key = keyOf(form)
  const kept = key ? recall(key) : {}
  const missing = fieldsOf(form).filter((field) => {
    const given = defaultOf(field)
    return kept[nameOf(field)]?.base === given && wordsOf(field) === given
  })
  for (const field of missing) {
    const { value } = kept[nameOf(field)] ?? {}
    if (isTicked(field)) field.checked = value === 'on'
    else field.value = value ?? ''
  }
  for (const field of missing) field.dispatchEvent(new Event('input', { bubbles: true }))
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

/** Who reads this page: empty for somebody signed out, undefined where Melt could not find out. */
const reader = () => document.querySelector<HTMLElement>('[data-reader]')?.dataset.reader

/** A draft of somebody else is as none, and stays theirs until something is written here. */
function recall(key: string): Kept {
  const draft = localStorageOf((kept) => draftIn(kept, PREFIX + key))
  return draft && isLiving(draft) && (draft.of === '' || draft.of === reader()) ? draft.fields : {}
}

function store(key: string, fields: Kept) {
  const of = reader()
  if (of === undefined) return
  const before = localStorageOf((kept) => draftIn(kept, PREFIX + key))
  // Only looking at a draft gives it no longer life.
  if (before?.of === of && JSON.stringify(before.fields) === JSON.stringify(fields)) return
  const draft: Draft = { of, until: of ? null : Date.now() + SIGNED_OUT_LIFE_MS, fields }
  localStorageOf((kept) => {
    if (Object.keys(fields).length > 0) kept.setItem(PREFIX + key, JSON.stringify(draft))
    else kept.removeItem(PREFIX + key)
  })
}

function forgetExpired() {
  localStorageOf((kept) => {
    for (const name of Object.keys(kept)) {
      const draft = name.startsWith(PREFIX) ? draftIn(kept, name) : null
      if (name.startsWith(PREFIX) && !(draft && isLiving(draft))) kept.removeItem(name)
    }
  })
}

const isLiving = ({ until }: Draft) => until === null || until > Date.now()

function draftIn(kept: Storage, name: string): Draft | null {
  const draft: unknown = JSON.parse(kept.getItem(name) ?? 'null')
  return draft && typeof draft === 'object' && 'of' in draft && 'fields' in draft ? (draft as Draft) : null
}

/** A browser that keeps nothing still writes and sends. */
function localStorageOf<T>(use: (kept: Storage) => T): T | null {
  try {
    return use(localStorage)
  } catch {
    return null
  }
}
