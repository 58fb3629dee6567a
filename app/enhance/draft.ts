const PREFIX = 'melt:draft:'
const SIGNED_OUT_LIFE_MS = 30 * 60 * 1000

type Field = HTMLInputElement | HTMLTextAreaElement
/** `base` is what the server's page said. */
type DraftFields = Record<string, { base: string; value: string }>
/** `of` is empty for somebody signed out, whose drafts live only for a while. */
type Draft = { of: string; until: number | null; fields: DraftFields }

/** What is written survives a reload, a closed tab and an expired session, for its writer only. */
export function saveDrafts() {
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) saveDraft(target.form)
  })
  return () => {
    deleteExpired()
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft-key]')) restoreDraft(form)
  }
}

export function deleteDraft(form: HTMLFormElement) {
  const key = keyOf(form)
  if (key) withStorage((storage) => storage.removeItem(PREFIX + key))
}

function saveDraft(form: HTMLFormElement | null) {
  const key = keyOf(form)
  if (!form || !key) return
  const before = readDraft(key)
  const now: DraftFields = {}
  for (const field of fieldsOf(form)) {
    const [value, given] = [currentOf(field), defaultOf(field)]
    const known = before[nameOf(field)]
    // A form that came back refused says what was written.
    const base = 'returned' in form.dataset ? (known?.base ?? given) : given
    if (value !== base) now[nameOf(field)] = { base, value }
  }
  writeDraft(key, now)
}

/** A field that the server has filled in differently since then stays as it is. */
function restoreDraft(form: HTMLFormElement) {
  const key = keyOf(form)
  const kept = key ? readDraft(key) : {}
  const missing = fieldsOf(form).filter((field) => {
    const given = defaultOf(field)
    return kept[nameOf(field)]?.base === given && currentOf(field) === given
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

function currentOf(field: Field) {
  return isTicked(field) ? ticked(field.checked) : field.value
}

function defaultOf(field: Field) {
  return isTicked(field) ? ticked(field.defaultChecked) : field.defaultValue
}

const ticked = (yes: boolean) => (yes ? 'on' : 'off')

/** Empty for somebody signed out, undefined where Melt could not find out. */
const reader = () => document.querySelector<HTMLElement>('[data-reader]')?.dataset.reader

/** A draft of somebody else counts as none. */
function readDraft(key: string): DraftFields {
  const draft = withStorage((storage) => parseDraft(storage, PREFIX + key))
  return draft && isUnexpired(draft) && (draft.of === '' || draft.of === reader()) ? draft.fields : {}
}

function writeDraft(key: string, fields: DraftFields) {
  const of = reader()
  if (of === undefined) return
  const before = withStorage((storage) => parseDraft(storage, PREFIX + key))
  // Only looking at a draft gives it no longer life.
  if (before?.of === of && JSON.stringify(before.fields) === JSON.stringify(fields)) return
  const draft: Draft = { of, until: of ? null : Date.now() + SIGNED_OUT_LIFE_MS, fields }
  withStorage((storage) => {
    if (Object.keys(fields).length > 0) storage.setItem(PREFIX + key, JSON.stringify(draft))
    else storage.removeItem(PREFIX + key)
  })
}

function deleteExpired() {
  withStorage((storage) => {
    for (const name of Object.keys(storage)) {
      const draft = name.startsWith(PREFIX) ? parseDraft(storage, name) : null
      if (name.startsWith(PREFIX) && !(draft && isUnexpired(draft))) storage.removeItem(name)
    }
  })
}

const isUnexpired = ({ until }: Draft) => until === null || until > Date.now()

function parseDraft(storage: Storage, name: string): Draft | null {
  const draft: unknown = JSON.parse(storage.getItem(name) ?? 'null')
  return draft && typeof draft === 'object' && 'of' in draft && 'fields' in draft ? (draft as Draft) : null
}

/** Where storage is refused, forms work without drafts. */
function withStorage<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(localStorage)
  } catch {
    return null
  }
}
