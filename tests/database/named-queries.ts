import { readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { evaluator, NotKnown } from './evaluate'

/** What a column is read as: the kind of value of a row type's property. */
export type Kind = 'number' | 'string' | 'boolean' | 'bigint' | 'date' | 'array' | 'object' | 'unknown'
export type NamedQuery = {
  at: string
  name: string
  sql: string
  columns: Record<string, { kind: Kind; mayBeNull: boolean }>
  through: 'query' | 'prisma'
}
export type Unread = { at: string; why: string }

const root = path.resolve('app')
const config = ts.readConfigFile('tsconfig.json', ts.sys.readFile).config
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.resolve('.'))

/** Every raw query of the domain with the row type it is read as, found by the TypeScript compiler. */
export function readNamedQueries(): { queries: NamedQuery[]; unread: Unread[] } {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(root, name))
  const program = ts.createProgram(files, { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const evaluate = evaluator(checker)
  const queries: NamedQuery[] = []
  const unread: Unread[] = []
  for (const file of program.getSourceFiles())
    if (file.fileName.startsWith(path.join(root, 'domain'))) visit(file)
  return { queries, unread }

  function visit(node: ts.Node): void {
    ts.forEachChild(node, visit)
    const found = callOf(node)
    if (!found) return
    const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart())
    const at = `${path.relative('.', node.getSourceFile().fileName)}:${line + 1}`
    try {
      const texts = new Set<string>()
      for (const { name, sql } of found.variants()) {
        if (texts.has(sql)) continue
        texts.add(sql)
        queries.push({ at, name, sql, columns: columnsOf(found.row), through: found.through })
      }
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error
      unread.push({ at, why: error.message })
    }
  }

  type Call = Pick<NamedQuery, 'through'> & {
    row: ts.TypeNode
    variants: () => { name: string; sql: string }[]
  }

  /** `query<Row>(name, sql)` through a TypedQuery, or Prisma's `$queryRaw<Row[]>` with its text. */
  function callOf(node: ts.Node): Call | null {
    if (ts.isCallExpression(node) && node.typeArguments?.length === 1 && node.arguments.length >= 2) {
      const [row] = node.typeArguments
      const [name, sql] = node.arguments
      const called = checker.getTypeAtLocation(node.expression).aliasSymbol?.name
      if (called !== 'TypedQuery' || !row || !name || !sql) return null
      const variants = () => evaluate.all([name, sql]).map(([name = '', sql = '']) => ({ name, sql }))
      return { row, variants, through: 'query' }
    }
    if (!ts.isTaggedTemplateExpression(node) || !ts.isPropertyAccessExpression(node.tag)) return null
    const [rows] = node.typeArguments ?? []
    if (node.tag.name.text !== '$queryRaw' || !rows || !ts.isArrayTypeNode(rows)) return null
    const variants = () => [{ name: '', sql: raw(node.template) }]
    return { row: rows.elementType, variants, through: 'prisma' }
  }

  function columnsOf(row: ts.TypeNode): NamedQuery['columns'] {
    const properties = checker.getTypeFromTypeNode(row).getApparentProperties()
    return Object.fromEntries(
      properties.map((property) => {
        const type = checker.getTypeOfSymbolAtLocation(property, row)
        const value = checker.getNonNullableType(type)
        return [property.name, { kind: kindOf(value), mayBeNull: value !== type || isUnknown(type) }]
      }),
    )
  }

  function isUnknown(type: ts.Type) {
    return (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) !== 0
  }

  function kindOf(type: ts.Type): Kind {
    const parts = type.isUnion() ? type.types : [type]
    const all = (flag: ts.TypeFlags) => parts.every((part) => (part.flags & flag) !== 0)
    if (all(ts.TypeFlags.NumberLike)) return 'number'
    if (all(ts.TypeFlags.StringLike)) return 'string'
    if (all(ts.TypeFlags.BooleanLike)) return 'boolean'
    if (all(ts.TypeFlags.BigIntLike)) return 'bigint'
    if (type.symbol?.name === 'Date') return 'date'
    if (checker.isArrayLikeType(type)) return 'array'
    return all(ts.TypeFlags.Object) ? 'object' : 'unknown'
  }

  /** Prisma's template: what stands in its gaps are parameters, or SQL of its own, which is not read here. */
  function raw(template: ts.TemplateLiteral): string {
    if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text
    const gaps = template.templateSpans.map(({ expression, literal }, index) => {
      if (checker.typeToString(checker.getTypeAtLocation(expression)).includes('Sql'))
        throw new NotKnown('SQL within SQL')
      return `$${index + 1}${literal.text}`
    })
    return template.head.text + gaps.join('')
  }
}
