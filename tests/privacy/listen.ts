import path from 'node:path'
import { type Logger, symbols } from 'pino'
import { vi } from 'vitest'
import { wordsIn } from './scan'

type Served = { entry: { module: { log: Logger } } }
type Logging = { [symbols.streamSym]: { write(line: string): void } }

/** Reads every line that the served application logs, down to the least important, in place of printing it. */
export async function listenToLog() {
  const served: Served = await import(path.resolve('build/server/index.js'))
  const { log } = served.entry.module
  const heard = { lines: 0, words: new Set<string>() }
  const { level } = log
  log.level = 'debug'
  const { [symbols.streamSym]: stream } = log as Logger & Logging
  const writing = vi.spyOn(stream, 'write').mockImplementation((line) => {
    heard.lines++
    for (const words of wordsIn(line)) heard.words.add(words)
  })
  const stop = () => {
    writing.mockRestore()
    log.level = level
  }
  return { heard, stop }
}
