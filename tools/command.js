import { buildIfStale } from './build.js'
import { exitWithReason, startFailure } from './start-failure.js'

/** Runs one of Melt's own commands from the build: `node tools/command.js ledger:verify`. */
process.env.NODE_ENV ??= 'production'
process.env.CHZZK_SANDBOX ??= process.env.CHZZK_CLIENT_ID ? '0' : '1'
buildIfStale()
const { entry } = await import('../build/server/index.js').catch(exitWithReason)
const command = entry.module.commands[process.argv[2]]
if (!command)
  throw new Error(
    `There is no command ${process.argv[2]}; there are: ${Object.keys(entry.module.commands).join(', ')}`,
  )
await entry.module.openDatabase().catch(exitWithReason)
const { line, exitCode } = await command(process.argv.slice(3)).catch((error) => ({
  line: startFailure(error),
  exitCode: 1,
}))
await entry.module.stop()
process.stdout.write(`${line}\n`, () => process.exit(exitCode))
