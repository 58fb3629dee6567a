import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

/** @param {number} pid */
export function residentMegabytes(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** How many files and sockets a process may have open. @param {number} pid */
export function maxOpenFiles(pid) {
  const [, most] = /Max open files\s+(\d+)/.exec(readFileSync(`/proc/${pid}/limits`, 'utf8')) ?? []
  return Number(most)
}

/** CPU of all threads of these processes so far; one that has ended counts nothing. @param {number[]} pids */
export function cpuMs(pids) {
  let nanoseconds = 0
  for (const pid of pids) for (const thread of threadsOf(pid)) nanoseconds += runTimeOf(pid, thread)
  return nanoseconds / 1e6
}

function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

function runTimeOf(pid, thread) {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return 0
  }
}

/**
 * What the processes of a PostgreSQL server have cost so far, those that have ended included.
 *
 * @param {string} connectionString
 */
export async function postgresCpu(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
  const postmaster = parentOf(rows[0].pid)
  await client.end()
  return () => endedMs(postmaster) + cpuMs([postmaster, ...childrenOf(postmaster)])
}

/** Children that have ended are in their parent's account, in ticks of 10 ms. */
function endedMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) * 10
}

const parentOf = (pid) => Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

function childrenOf(pid) {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text ? text.split(' ').map(Number) : []
}
