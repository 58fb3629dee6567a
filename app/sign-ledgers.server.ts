import { collectCosignatures } from '~/domain/proofs/cosignatures.server'
import { DivergedDatabase } from '~/domain/proofs/divergence'
import { signDaily } from '~/domain/proofs/sign.server'
import type { WitnessChange } from '~/domain/proofs/witness-states.server'
import { log } from '~/http/server/log.server'

/** Everything else goes on over a database that does not continue what was signed. Witnesses are asked behind it, so that none delays it. */
export async function signLedgers() {
  await signOrReport()
  await collectCosignatures()
}

async function signOrReport() {
  try {
    const signing = await signDaily()
    if (signing?.outcome === 'signed') log.info(signing, 'the ledgers were signed')
  } catch (error) {
    if (!(error instanceof DivergedDatabase)) throw error
    const { divergence, message } = error
    log.error(
      { divergence, message },
      'the database does not continue what was signed: the ledgers are not signed',
    )
  }
}

/** A line where an outage begins and one where it ends. */
export function reportWitness({ witness, change, why }: WitnessChange) {
  if (change === 'recovered') log.info({ witness }, 'a witness answers again')
  else if (change === 'failing') log.warn({ witness, message: why?.message }, 'a witness does not cosign')
  else
    log.error(
      { witness, message: why?.message },
      'a witness has seen what this database does not continue: the ledgers are not signed',
    )
}
