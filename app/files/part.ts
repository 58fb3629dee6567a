/** The first and the last byte of a part of a file, as HTTP counts them. */
export type Span = { from: number; to: number }
