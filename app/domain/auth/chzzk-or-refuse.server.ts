import { ChzzkError } from '~/chzzk/errors'
import { refuse } from '~/domain/core/refusal'

const RETRY_AFTER_SECONDS = 30

export async function chzzkOrRefuse<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ChzzkError) refuseChzzk()
    throw error
  }
}

export function refuseChzzk(): never {
  return refuse('chzzk_unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS })
}
