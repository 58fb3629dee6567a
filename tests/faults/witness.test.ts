import { execFile, execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startWitness } from '../support/witness-process'
import { logVkey } from '../support/witnesses'
import { inDatabase, onPostgres, usedFolder } from './embedded'

/** What `npm run ledger:sign` says over this data directory, and how it ends. */
async function sign(folder: string, variables: Record<string, string>) {
  const env = { ...process.env, MELT_DATA_DIR: folder, ...variables }
  return promisify(execFile)(process.execPath, ['tools/command.js', 'ledger:sign'], { env }).then(
    ({ stdout }) => ({ said: stdout.trim(), code: 0 }),
    ({ stdout, code }: { stdout: string; code: number }) => ({ said: stdout.trim(), code }),
  )
}

const CHANNEL = '01977000-0000-7000-8000-000000000001'
const FIRST = `
  INSERT INTO channels (id, chzzk_channel_id, name) VALUES ('${CHANNEL}', md5('밤비노래방'), '밤비노래방');
  INSERT INTO ledger_heads (channel_id, seq, hash) VALUES ('${CHANNEL}', 0, repeat('0', 64))`
const ENTRY = `
  INSERT INTO donation_entries (channel_id, seq, donation_id, to_status, amount_delta, actor_kind, at, prev_hash, hash, form)
  SELECT channel_id, seq + 1, gen_random_uuid(), 'CONFIRMED', 1, 'creator', now(), hash, encode(sha256(hash::bytea), 'hex'), 2 FROM ledger_heads;
  UPDATE ledger_heads SET seq = seq + 1, hash = encode(sha256(hash::bytea), 'hex')`

const donate = (folder: string, ...before: string[]) =>
  inDatabase(folder, async (client) => {
    await client.query('SET session_replication_role = replica')
    for (const statement of [...before, ENTRY]) await client.query(statement)
  })

test.skipIf(onPostgres)(
  'A backup that is put back whole, data directory and all, is found by a witness in another process',
  { timeout: 300_000 },
  async () => {
    const [folder, backup] = [usedFolder(), usedFolder()]
    const { named } = await startWitness(logVkey())
    const asked = { MELT_WITNESSES: named }
    await donate(folder, FIRST)
    expect(await sign(folder, asked)).toEqual({
      said: 'The ledgers are signed: 1 new leaves, 1 in all, cosigned by 1 of 1 witnesses',
      code: 0,
    })
    copy(folder, backup)
    await donate(folder)
    expect((await sign(folder, asked)).said).toContain('2 in all, cosigned by 1 of 1')

    copy(backup, folder)
    await donate(folder)
    expect(await sign(folder, { ...asked, MELT_LEDGER_SIGNING: 'off' })).toMatchObject({ code: 1 })
    const { said, code } = await sign(folder, asked)
    expect(said).toMatch(
      /does not continue what was signed \(behind\): .+ has seen 2 leaves where 1 are signed/,
    )
    expect(code).toBe(1)
    const leaves = await inDatabase(folder, (client) => client.query('SELECT count(*)::int FROM log_leaves'))
    expect(leaves.rows).toEqual([{ count: 1 }])
  },
)

function copy(from: string, to: string) {
  rmSync(to, { recursive: true })
  execFileSync('cp', ['-R', from, to])
}
