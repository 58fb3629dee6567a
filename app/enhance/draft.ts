const PREFIX = 'melt:draft:'

/** What is being written survives a reload and an expired session, in this browser only. */
export function keepDrafts() {
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement) || !target.matches('[data-draft]')) return
    const key = keyOf(target.form)
    if (key) store(key, target.value)
  })
  return () => {
    for (const area of document.querySelectorAll<HTMLTextAreaElement>(
      'form[data-draft-key] textarea[data-draft]',
    )) {
      const key = keyOf(area.form)
      const kept = key ? recall(key) : null
      if (kept && area.value === '') {
        area.value = kept
        area.dispatchEvent(new Event('input', { bubbles: true }))
      }
    }
  }
}

export function forgetDraft(form: HTMLFormElement) {
  const key = keyOf(form)
  if (key) store(key, '')
}

const keyOf = (form: HTMLFormElement | null) => form?.dataset.draftKey

function recall(key: string) {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null // a browser that keeps nothing still writes and sends
  }
}

function store(key: string, text: string) {
  try {
    if (text) localStorage.setItem(PREFIX + key, text)
    else localStorage.removeItem(PREFIX + key)
  } catch {
    return // as above
  }
}
