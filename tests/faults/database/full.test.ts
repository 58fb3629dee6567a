import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wav } from '../../support/media'
import { formOf } from '../../support/rewards'
import {
  actsAgain,
  expectEnds,
  expectKind,
  expectKindness,
  letterForm,
  programs,
  readiness,
  timed,
  useWorld,
  type World,
} from './world'

const disk = mkdtempSync(path.join(tmpdir(), 'melt-disk-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=777', 'tmpfs', disk]).status === 0
if (!mounted && programs) console.log('No small disk can be made here: a full disk was NOT tried')

afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true, force: true })
})

async function inPostgres<T>({ postgres }: World, act: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  return act(client).finally(() => client.end())
}

/** Writes until nothing more fits; answers the way to make room again. */
function fill(folder: string) {
  const place = path.join(folder, 'filler')
  spawnSync('dd', ['if=/dev/zero', `of=${place}`, 'bs=4k'])
  return () => rmSync(place)
}

const ready = (world: World) => expect.poll(() => readiness(world), { timeout: 20_000 }).toBe(200)

describe.runIf(programs && mounted)('A full disk', () => {
  const world = useWorld({ variables: { MELT_DATA_DIR: path.join(disk, 'melt') } })

  test('under PostgreSQL refuses acts with the reason, reads go on, and acts when there is room', {
    timeout: 90_000,
  }, async () => {
    const tables = path.join(disk, 'tables')
    spawnSync('install', ['-d', '-o', process.getuid?.() === 0 ? 'postgres' : '', tables])
    await inPostgres(world, async (client) => {
      await client.query(`CREATE TABLESPACE small LOCATION '${tables}'`)
      // A page takes a row or two, so that the next row needs a new page.
      await client.query('ALTER TABLE messages SET (fillfactor = 10)')
      await client.query('ALTER TABLE messages SET TABLESPACE small')
    })
    const makeRoom = fill(disk)
    const long = '자리가 없어도 이 편지는 남아요. '.repeat(20)
    const letters = await Promise.all(
      Array.from({ length: 3 }, () => timed(() => world.fan.form('/messages/dm', letterForm(long)))),
    )
    const refused = letters.filter(({ status }) => status === 503)
    expect(refused.length).toBeGreaterThan(0)
    for (const each of refused) {
      expectKind(each)
      expect(each.text).toContain('저장할 공간이 가득 찼어요')
      expect(each.text).toContain('자리가 없어도 이 편지는 남아요')
    }
    expect((await world.fan.get('/letters')).status).toBe(200)
    expect(await readiness(world)).toBe(503)
    makeRoom()
    const again = await timed(() => world.fan.form('/messages/dm', letterForm(long)))
    expect(again.status).toBe(303)
    await ready(world)
  })

  test('of uploads says so in the answer to the upload', { timeout: 60_000 }, async () => {
    const fields = { title: '오디오 편지', body: '들어 주세요', gate: '1' }
    const share = () =>
      timed(() =>
        world.creator.request('POST', '/creator/contents', {
          headers: { Accept: 'text/html' },
          body: formOf(fields, { audio: wav(200_000) }),
        }),
      )
    const makeRoom = fill(disk)
    const refused = await share()
    expectKind(refused)
    expect(refused.text).toContain('저장할 공간이 가득 찼어요')
    expect(refused.text).toContain('들어 주세요')
    expect(await readiness(world)).toBe(503)
    makeRoom()
    expect((await share()).status).toBe(303)
    await ready(world)
  })
})

describe.runIf(programs)('A pool that is used up', () => {
  const world = useWorld()
  let holder: pg.Client

  beforeAll(async () => {
    holder = new pg.Client({ connectionString: world.postgres.url })
    await holder.connect()
  })
  afterAll(() => holder?.end())

  test('keeps nobody waiting, and serves again when it is free', { timeout: 90_000 }, async () => {
    await holder.query('BEGIN')
    await holder.query('LOCK TABLE users, sessions IN ACCESS EXCLUSIVE MODE')
    const crowd = Array.from({ length: 30 }, () => timed(() => world.fan.get('/me')))
    await expectKindness(world)
    for (const each of await Promise.all(crowd)) expectKind(each)
    await holder.query('ROLLBACK')
    await actsAgain(world)
    await ready(world)
    await expectEnds(world)
  })
})
