import type { Fixture } from './fixtures'
import { schemaOf } from './json-schema'
import type { Client } from './melt'
import { fill, type Line } from './operations'
import { rightValue } from './wrong-values'

/** Where the creator's own things are. */
export const rightPath = ({ creator, fan, waiting, intent, statement }: Fixture, path: string) =>
  fill(path, {
    id: path.includes('intents') ? intent : path.includes('statements') ? statement : waiting,
    chzzkChannelId: creator.chzzkUserId,
    chzzkUserId: fan.chzzkUserId,
  })

export const rightInput = ({ operation: { input } }: Line) =>
  (input ? rightValue(schemaOf(input)) : {}) as Record<string, string>

/** A line of the contract asked with what it asks for, so that only who asks, and how, can be wrong. */
export function askRightly(by: Client, line: Line, path: string, headers: Record<string, string> = {}) {
  const { method } = line
  if (method === 'GET')
    return by.request(method, `${path}?${new URLSearchParams(rightInput(line))}`, { headers })
  return by.request(method, path, {
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(rightInput(line)),
  })
}
