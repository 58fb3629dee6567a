import { bytesUpTo } from '~/bytes-up-to'
import { patientDb } from '~/db/client.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { lockOwnChannel } from '~/domain/channels/own.server'
import { refuse } from '~/domain/core/refusal'
import { store } from '~/files/store.server'
import { type ColumnMapping, findHeader, fingerprintHeader, whyMappingRefused } from './columns'
import { getStatement, lockEditable, PLANLESS } from './own.server'
import { MAX_FILE_BYTES } from './table'
import { LINES_TIMEOUT_MS, parseUploadedTable } from './upload.server'
import { writeLines } from './write-lines.server'

/** Which column holds what: the file is read anew by it, and files with the same columns are from now on (PUT /creator/statements/:id/mapping, prisma/functions/statements.sql). */
export async function mapStatement(viewer: Viewer, id: string, mapping: ColumnMapping) {
  const { id: channelId } = requireOwnChannel(viewer)
  const { key, sheet, kind } = await getStatement(channelId, id)
  if (kind !== 'lines' || !key) refuse('illegal_transition')
  const bytes = (await bytesUpTo(await store.get(key), MAX_FILE_BYTES)) ?? refuse('not_found')
  const table = await parseUploadedTable(bytes, sheet || null)
  const header = findHeader(table)
  const why = whyMappingRefused(mapping, header)
  if (why) refuse('invalid', { errors: [{ path: 'columns', message: why }] })
  const fingerprint = fingerprintHeader(header)
  await patientDb().$transaction(
    async (tx) => {
      // What is remembered beside the statement must not outlive its creator's leaving.
      await lockOwnChannel(tx, viewer)
      await lockEditable(tx, channelId, id)
      const written = await writeLines(tx, { id, channelId }, table, header, mapping)
      const data = { state: 'ready', mapping, ...written, ...PLANLESS } as const
      await tx.statement.update({ where: { id }, data })
      await tx.statementMapping.upsert({
        where: { channelId_fingerprint: { channelId, fingerprint } },
        create: { channelId, fingerprint, mapping },
        update: { mapping, updatedAt: new Date() },
      })
    },
    { timeout: LINES_TIMEOUT_MS },
  )
}
