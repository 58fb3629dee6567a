import '@remix-run/node'

declare module '@remix-run/node' {
  /** Loaders' types arrive in pages as they are. */
  interface Future {
    v3_singleFetch: true
  }
}
