import { Refusal } from '~/domain/core/refusal'
import { listVkeys } from '~/domain/proofs/log-keys.server'
import { findNewestCheckpoint, getTile } from '~/domain/proofs/published.server'
import { type Published, toVkeys } from '~/enhance/proofs/checkpoint'
import { misfit } from '~/enhance/proofs/misfit'

/** What a browser would fetch of this process's log now. */
export async function publishedNow(): Promise<Published> {
  return { text: (await findNewestCheckpoint())?.text ?? '', vkeys: toVkeys(listVkeys()) }
}

/** A tile as a browser gets it: what is not found is a misfit. */
export async function tileNow(path: string): Promise<Uint8Array> {
  try {
    return await getTile(path.replace(/^tile\//, ''))
  } catch (error) {
    if (error instanceof Refusal) return misfit('tiles')
    throw error
  }
}
