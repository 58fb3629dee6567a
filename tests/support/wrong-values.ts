import { firstOf, fits, NOT_KEPT, type Schema } from './json-schema'

const SAMPLES: Record<string, string> = {
  uuid: '0198f3a2-7b1c-7d4e-8a5f-1c2d3e4f5a6b',
  date: '2026-11-21',
  'date-time': '2026-11-21T12:00:00Z',
}

/** A value that fits, with what is required only; of a text with a pattern, 32 hex digits. */
export function rightValue(schema: Schema): unknown {
  const { type, format = '', items, properties = {}, required } = firstOf(schema)
  if (schema.enum) return schema.enum[0]
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1)
  if (type === 'boolean') return true
  if (type === 'array') return [rightValue(items ?? {})]
  if (type === 'object')
    return Object.fromEntries((required ?? []).map((name) => [name, rightValue(properties[name] ?? {})]))
  return SAMPLES[format] ?? (firstOf(schema).pattern ? 'ab'.repeat(16) : '글')
}

const OF_ANOTHER_TYPE: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  'x',
  [],
  ['x'],
  [[]],
  {},
  { $ne: null },
  { toString: 'x' },
]
const ODD_TEXTS = [
  '',
  ' ',
  'null',
  "' OR 1=1 --",
  '../../etc/passwd',
  '%00',
  '\u3164',
  '\u202eabc',
  '🧀',
  'A'.repeat(5_000),
]
const ODD_TIMES = ['0000-01-01', '9999-12-31', '2026-02-30', '2026-13-01', '20261121', '+275760-09-13']
const ODD_INSTANTS = [
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
  '2026-11-21T24:00:00Z',
  '2026-11-21T00:00:00',
  '2026-11-21 00:00:00Z',
  `2026-11-21T00:00:00.${'1'.repeat(5_000)}Z`,
]
const ODD_NUMBERS = [-1, 1.5, 0.1 + 0.2, 2 ** 31, 2 ** 53, 1e21, -1e21, 5e-324, '1000', '1e3', '', '٣']

/** Values that do not fit this schema, whatever else is right; in its turn, a third of those of another type. */
export function wrongValues(schema: Schema, turn?: number): unknown[] {
  const ofAnotherType = OF_ANOTHER_TYPE.filter((_, n) => turn === undefined || (n + turn) % 3 === 0)
  const { type, maxLength, minimum, maximum, items, minItems, maxItems } = firstOf(schema)
  if (type === 'integer') {
    const beyond = [(minimum ?? 0) - 1, (maximum ?? 0) + 1]
    return [...ofAnotherType, ...ODD_NUMBERS, ...beyond].filter((value) => !fits(schema, value))
  }
  if (type === 'array') {
    const one = rightValue(items ?? {})
    const many = maxItems ? [Array(maxItems + 1).fill(one)] : []
    const none = minItems ? [[]] : []
    return [
      ...ofAnotherType,
      ...many,
      ...none,
      ...wrongValues(items ?? {}, turn).map((value) => [value]),
    ].filter((value) => !fits(schema, value))
  }
  if (type === 'object') {
    return [...ofAnotherType.filter((value) => !fits(schema, value)), ...wrongObjects(schema)]
  }
  if (type === 'boolean') return [...ofAnotherType, 'true', 'on'].filter((value) => !fits(schema, value))
  const long = maxLength ? ['가'.repeat(maxLength + 1)] : []
  return [...ofAnotherType, ...oddTexts(schema), ...long].filter((value) => !fits(schema, value))
}

/** Objects with what is required, of which one field is wrong. */
export function wrongObjects(schema: Schema): Record<string, unknown>[] {
  const right = rightValue(schema) as Record<string, unknown>
  return Object.entries(schema.properties ?? {}).flatMap(([name, of], turn) => {
    const missing = schema.required?.includes(name) ? [undefined] : []
    return [...missing, ...wrongValues(of, turn)].map((value) => ({ ...right, [name]: value }))
  })
}

const ODD_QUERY_NUMBERS = [
  'x',
  '1.5',
  '-1',
  '1e1',
  '0x10',
  '１',
  ' ',
  'NaN',
  'Infinity',
  '9'.repeat(15),
  '9'.repeat(400),
]

/** The same for an address or a form, which know texts only: "name=value" of which one is wrong. */
export function wrongQueries(schema: Schema): string[] {
  const right = rightValue(schema) as Record<string, unknown>
  const texts = Object.entries(right).flatMap(([name, value]) =>
    isText(value) ? [[name, String(value)]] : [],
  )
  return Object.entries(schema.properties ?? {}).flatMap(([name, of]) => {
    const kept = texts.filter(([other]) => other !== name)
    const missing = schema.required?.includes(name) ? [new URLSearchParams(kept).toString()] : []
    return [
      ...missing,
      ...wrongTexts(of).map((text) => new URLSearchParams([...kept, [name, text]]).toString()),
    ]
  })
}

/** An empty text is none, and a box is ticked or not: neither is wrong. */
function wrongTexts(schema: Schema): string[] {
  const { type, maxLength } = firstOf(schema)
  if (type === 'integer') return [...ODD_QUERY_NUMBERS, String((schema.maximum ?? 1e9) + 1)]
  if (type === 'array') return ['x', '[]']
  if (type === 'boolean') return []
  const long = maxLength ? ['a'.repeat(maxLength + 1)] : []
  return [...oddTexts(schema), ...long].filter(
    (text) => text !== '' && text.isWellFormed() && !fits(schema, text),
  )
}

const isText = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)

function oddTexts(schema: Schema): string[] {
  const formats = (schema.anyOf ?? [schema]).map(({ format }) => format)
  const times = formats.includes('date') ? ODD_TIMES : []
  const instants = formats.includes('date-time') ? ODD_INSTANTS : []
  return [...NOT_KEPT, ...ODD_TEXTS, ...times, ...instants]
}
