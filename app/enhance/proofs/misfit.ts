import type { Wrong } from '~/copy/ko/verify'

/** What does not fit, as `copy/ko/verify.ts` has a sentence for it. */
export class Misfit extends Error {
  constructor(readonly wrong: Wrong) {
    super(wrong)
  }
}

export function misfit(wrong: Wrong): never {
  throw new Misfit(wrong)
}
