/** The first and the last byte of a part of a file, as HTTP counts them. */
export type Part = { from: number; to: number }
