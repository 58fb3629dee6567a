import type { TypedQuery } from '~/db/client.server'
import { parseSignedCheckpoint } from '~/domain/proofs/checkpoint'
import { malformed, orProblem } from '~/domain/proofs/encoding'
import { parseVkey } from '~/domain/proofs/key'
import { addCosignatures } from '~/domain/proofs/witness'
import type { Findings } from './findings'

type Cosignature = { witness: string; size: number; line: string; text: string | null }

const COSIGNATURES = `
  SELECT s.witness, s.size, s.line, c.text FROM log_cosignatures s LEFT JOIN log_checkpoints c ON c.size = s.size
  ORDER BY s.size, s.witness, s.at`

/** Every line that a witness gave fits its checkpoint, by the key that stands beside it: also of those that are asked no more. */
export async function verifyCosignatures(query: TypedQuery, findings: Findings): Promise<void> {
  for (const { witness, size, line, text } of await query<Cosignature>(
    'verified_cosignatures',
    COSIGNATURES,
  )) {
    const found = orProblem(() => {
      const checkpoint = parseSignedCheckpoint(text ?? malformed('there is no such checkpoint'))
      return addCosignatures(checkpoint, line, [parseVkey(witness)])
    })
    const [name] = witness.split('+')
    if (typeof found === 'string')
      findings.add('cosignature', `cosignature of ${name} under the checkpoint of ${size}: ${found}`)
  }
}
