// Loaded before everything else, in the database's thread too: notes every fsync as one byte in a file, and refuses
// it like a broken disk once a second file says so.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { fsyncSync } = fs
fs.fsyncSync = (descriptor) => {
  if (fs.existsSync(`${process.env.SYNC_NOTES}.broken`)) {
    throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO', errno: -5, syscall: 'fsync' })
  }
  fs.appendFileSync(process.env.SYNC_NOTES, '.')
  return fsyncSync(descriptor)
}
syncBuiltinESMExports()
