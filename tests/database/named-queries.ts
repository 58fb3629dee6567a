import { readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** What a column is read as: the kind of value of a row type's property. */
export type Kind = 'number' | 'string' | 'boolean' | 'bigint' | 'date' | 'array' | 'object' | 'unknown'
export type NamedQuery = {
  at: string
  name: string
  sql: string
  columns: Record<string, Kind>
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
  const queries: NamedQuery[] = []
  const unread: Unread[] = []
  let branch: 'whenTrue' | 'whenFalse' = 'whenTrue'
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
      // Where a condition chooses between texts, both are read.
      for (branch of ['whenTrue', 'whenFalse'] as const) {
        const query = { at, ...found() }
        if (queries.at(-1)?.sql !== query.sql || queries.at(-1)?.at !== at) queries.push(query)
      }
    } catch (error) {
      unread.push({ at, why: error instanceof Error ? error.message : String(error) })
    }
  }

  /** `query<Row>(name, sql)` through a TypedQuery, or Prisma's `$queryRaw<Row[]>` with its text. */
  function callOf(node: ts.Node): (() => Omit<NamedQuery, 'at'>) | null {
    if (ts.isCallExpression(node) && node.typeArguments?.length === 1 && node.arguments.length >= 2) {
      const [row] = node.typeArguments
      const [name, sql] = node.arguments
      const called = checker.getTypeAtLocation(node.expression).aliasSymbol?.name
      if (called !== 'TypedQuery' || !row || !name || !sql) return null
      return () => ({
        name: ts.isStringLiteralLike(name) ? name.text : '',
        sql: text(sql, new Map()),
        columns: kindsOf(row),
        through: 'query',
      })
    }
    if (!ts.isTaggedTemplateExpression(node) || !ts.isPropertyAccessExpression(node.tag)) return null
    const [rows] = node.typeArguments ?? []
    if (node.tag.name.text !== '$queryRaw' || !rows || !ts.isArrayTypeNode(rows)) return null
    return () => ({
      name: '',
      sql: raw(node.template),
      columns: kindsOf(rows.elementType),
      through: 'prisma',
    })
  }

  function kindsOf(row: ts.TypeNode): Record<string, Kind> {
    const properties = checker.getTypeFromTypeNode(row).getApparentProperties()
    return Object.fromEntries(
      properties.map((property) => [
        property.name,
        kindOf(checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, row))),
      ]),
    )
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
        throw new Error('SQL within SQL')
      return `$${index + 1}${literal.text}`
    })
    return template.head.text + gaps.join('')
  }

  /** The text of an expression that is known before anything runs. */
  function text(node: ts.Expression, given: ReadonlyMap<ts.Symbol, string>): string {
    if (ts.isStringLiteralLike(node)) return node.text
    if (ts.isNumericLiteral(node)) return node.text
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return text(node.expression, given)
    if (ts.isTemplateExpression(node))
      return (
        node.head.text +
        node.templateSpans.map(({ expression, literal }) => text(expression, given) + literal.text).join('')
      )
    if (ts.isConditionalExpression(node)) return text(node[branch], given)
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      return sum(text(node.left, given), text(node.right, given))
    if (ts.isIdentifier(node)) return textOf(node, given)
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
      return called(node, node.expression, given)
    throw new Error(`${node.getText().slice(0, 40)} is not known before it runs`)
  }

  function sum(a: string, b: string) {
    return /^\d+$/.test(a + b) ? String(Number(a) + Number(b)) : a + b
  }

  function declarationOf(name: ts.Identifier) {
    const symbol = checker.getSymbolAtLocation(name)
    const original = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    return { symbol: original, declaration: original?.valueDeclaration }
  }

  function textOf(name: ts.Identifier, given: ReadonlyMap<ts.Symbol, string>): string {
    const { symbol, declaration } = declarationOf(name)
    const known = symbol && given.get(symbol)
    if (known !== undefined) return known
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      return text(declaration.initializer, given)
    throw new Error(`${name.text} is not known before it runs`)
  }

  function called(
    call: ts.CallExpression,
    name: ts.Identifier,
    given: ReadonlyMap<ts.Symbol, string>,
  ): string {
    const { declaration } = declarationOf(name)
    const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration
    if (!made || !(ts.isArrowFunction(made) || ts.isFunctionDeclaration(made)))
      throw new Error(`${name.text} is no function`)
    const inside = new Map(given)
    made.parameters.forEach((parameter, index) => {
      const symbol = checker.getSymbolAtLocation(parameter.name)
      const value = call.arguments[index] ?? parameter.initializer
      if (symbol && value) inside.set(symbol, text(value, given))
    })
    const { body } = made
    if (body && !ts.isBlock(body)) return text(body, inside)
    const last = body?.statements.at(-1)
    if (last && body?.statements.length === 1 && ts.isReturnStatement(last) && last.expression)
      return text(last.expression, inside)
    throw new Error(`${name.text} is more than a text`)
  }
}
