const REFRESH_MS = 4_000

/** What goes on without its reader: a page that came with its head asks for itself (`Refresh`), one that was put in place of another here. */
export function refreshJobs() {
  let isFirst = true
  let timer = 0
  return () => {
    clearTimeout(timer)
    if (!isFirst && document.querySelector('[data-refresh]'))
      timer = window.setTimeout(() => location.reload(), REFRESH_MS)
    isFirst = false
  }
}
