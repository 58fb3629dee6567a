import { createHash } from 'node:crypto'
import { bundledDonationColumns, verifyDocument } from '~/copy/ko/bundle'
import { reportColumns, reportLines } from '~/copy/ko/report-lines'
import { POSTURE } from '~/copy/ko/settlement'
import type { Bundle } from '~/domain/settlement/bundle.server'
import { env } from '~/env.server'
import verifyProgram from '../../../public/verify-bundle.mjs?raw'
import { csvOf } from '../csv.server'
import { paths } from '../paths'
import type { ZipPart } from './zip.server'

const SUMS = 'SHA256SUMS'

/** The files of a bundle, one after another; the last says what each of them was, as `sha256sum` reads it. */
export async function* bundleParts(bundle: Bundle, reportHtml: string): AsyncGenerator<ZipPart> {
  const sums: string[] = []
  for (const part of filesOf(bundle, reportHtml)) {
    const hash = createHash('sha256')
    yield { name: part.name, pieces: hashed(part.pieces, hash) }
    sums.push(`${hash.digest('hex')}  ${part.name}\n`)
  }
  yield { name: SUMS, pieces: sums }
}

async function* hashed(pieces: ZipPart['pieces'], hash: ReturnType<typeof createHash>) {
  for await (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
}

function filesOf(bundle: Bundle, reportHtml: string): ZipPart[] {
  const { report, proof, names } = bundle
  const keyAddress = env.publicUrl + paths.ledgerKey
  const programAddress = env.publicUrl + paths.bundleScript
  const channelAddress = `${env.publicUrl}/channels/${report.channel.chzzkChannelId}`
  const about = { report, proof, keyAddress, programAddress, channelAddress }
  const said: [name: string, text: string][] = [
    ['VERIFY.md', verifyDocument(about)],
    ['verify.mjs', verifyProgram],
    ['report.html', reportHtml],
  ]
  if (proof) said.push(['leaf.txt', proof.leaf], ['proof.tlog-proof', proof.proof])
  if (proof?.keys) said.push(['key', proof.keys])
  return [
    ...said.map(([name, text]) => ({ name, pieces: [text] })),
    { name: 'report.csv', pieces: csvOf(reportColumns, reportLines(report, bundle.rows())) },
    {
      name: 'donations.csv',
      pieces: csvOf(bundledDonationColumns(names), bundle.donations(), { note: POSTURE }),
    },
    { name: 'ledger.ndjson', pieces: bundle.ledger() },
  ]
}
