const DATABASE = {
  '28P01': 'refuses the password',
  28000: 'refuses the login',
  '3D000': 'has no database of that name',
  42501: 'gives no right to what Melt needs',
}
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const DISK = {
  EACCES: 'may not be written by this user',
  EPERM: 'may not be written by this user',
  EROFS: 'is on a disk that only reads',
  ENOSPC: 'is on a disk that is full',
  EDQUOT: 'is on a disk that is full',
  ENOTDIR: 'leads through a file, not a folder',
  EEXIST: 'is not a folder',
}

/**
 * Why a start failed, in one sentence for whoever runs Melt; the stack stays for LOG_LEVEL=debug.
 *
 * @param {unknown} error
 */
export function startFailure(error) {
  const { code, syscall, port, address, path, message } = Object(error)
  if (syscall === 'listen' && port !== undefined) return listening(code, `${address ?? ''}:${port}`, message)
  if (path && DISK[code]) return `${path} ${DISK[code]} (MELT_DATA_DIR)`
  if (DATABASE[code]) return `PostgreSQL at DATABASE_URL ${DATABASE[code]}`
  if (UNREACHABLE.has(code)) return 'PostgreSQL at DATABASE_URL cannot be reached'
  return message || String(error)
}

function listening(code, where, message) {
  if (code === 'EADDRINUSE') return `${where} is in use already (HOST, PORT)`
  if (code === 'EACCES') return `${where} may not be opened by this user (PORT)`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${where} is no address of this machine (HOST)`
  return message
}

/**
 * Says so on stderr and ends with 1.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function exitWithReason(error) {
  console.error(`Melt cannot start: ${startFailure(error)}`)
  if (['debug', 'trace'].includes(process.env.LOG_LEVEL ?? '')) console.error(error)
  process.exit(1)
}
