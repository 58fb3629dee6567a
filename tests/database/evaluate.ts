import ts from 'typescript'

export class NotKnown extends Error {}

type Value = string | number | boolean | undefined | Value[] | Fields | Lambda
type Fields = { [name: string]: Value }
type Given = ReadonlyMap<ts.Symbol, Value>
class Lambda {
  constructor(
    readonly node: ts.ArrowFunction | ts.FunctionDeclaration,
    readonly given: Given,
  ) {}
}

const isFields = (of: Value): of is Fields =>
  typeof of === 'object' && !Array.isArray(of) && !(of instanceof Lambda)

/**
 * Does as much of JavaScript as texts of SQL are put together with. What is decided only while it runs is tried in every way
 * in turn: both branches of a condition, each of the words that a type allows, each round of a loop.
 */
export function evaluator(checker: ts.TypeChecker) {
  let turn = 0
  /** The most words that one type allowed. */
  let width = 1

  return { all }

  /** The texts of expressions in every way in which they can come out; each word of a type comes with both branches. */
  function all(nodes: ts.Expression[]): string[][] {
    const found: string[][] = []
    width = 1
    for (turn = 0; turn < 2 * width; turn++) found.push(nodes.map((node) => String(value(node, new Map()))))
    return found
  }

  function notKnown(node: ts.Node): never {
    throw new NotKnown(`${node.getText().slice(0, 40)} is not known before it runs`)
  }

  /** Of a type of words this turn's word, of a boolean this half's. */
  function wordOf(node: ts.Expression): Value {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(node))
    if (type.flags & ts.TypeFlags.BooleanLike) return turn < width
    const words = (type.isUnion() ? type.types : [type]).map((part) =>
      part.isStringLiteral() ? part.value : notKnown(node),
    )
    return inTurn(words, node)
  }

  function value(node: ts.Expression, given: Given): Value {
    if (ts.isStringLiteralLike(node)) return node.text
    if (ts.isNumericLiteral(node)) return Number(node.text)
    if (node.kind === ts.SyntaxKind.TrueKeyword) return true
    if (node.kind === ts.SyntaxKind.FalseKeyword) return false
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
      return value(node.expression, given)
    if (ts.isTemplateExpression(node))
      return node.templateSpans.reduce(
        (text, { expression, literal }) => text + String(value(expression, given)) + literal.text,
        node.head.text,
      )
    if (ts.isConditionalExpression(node))
      return value(holds(node.condition, given) ? node.whenTrue : node.whenFalse, given)
    if (ts.isBinaryExpression(node)) return binary(node, given)
    if (ts.isIdentifier(node)) return named(node, given)
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return member(node, given)
    if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => value(element, given))
    if (ts.isObjectLiteralExpression(node)) return fields(node, given)
    if (ts.isArrowFunction(node)) return new Lambda(node, given)
    if (ts.isCallExpression(node)) return call(node, given)
    return notKnown(node)
  }

  /** A condition that only running decides is this half's. */
  function holds(condition: ts.Expression, given: Given) {
    try {
      return Boolean(value(condition, given))
    } catch (error) {
      if (error instanceof NotKnown) return turn < width
      throw error
    }
  }

  function binary({ left, operatorToken, right }: ts.BinaryExpression, given: Given): Value {
    const first = value(left, given)
    if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return first ?? value(right, given)
    const second = value(right, given)
    if (operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) return first === second
    if (operatorToken.kind !== ts.SyntaxKind.PlusToken) return notKnown(operatorToken)
    return typeof first === 'number' && typeof second === 'number'
      ? first + second
      : String(first) + String(second)
  }

  function named(node: ts.Identifier, given: Given): Value {
    if (node.text === 'undefined') return undefined
    const found = checker.getSymbolAtLocation(node)
    const symbol = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found
    if (symbol && given.has(symbol)) return given.get(symbol)
    const declaration = symbol?.valueDeclaration
    if (declaration && ts.isFunctionDeclaration(declaration)) return new Lambda(declaration, new Map())
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      return value(declaration.initializer, given)
    const loop = declaration && loopOf(declaration)
    if (!loop || !symbol) return wordOf(node)
    const inside = new Map(given)
    bind(loop.name, () => inTurn(value(loop.of, given), node), inside)
    return inside.get(symbol)
  }

  /** What a name of a loop goes through. */
  function loopOf(declaration: ts.Declaration) {
    const of = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration
    if (!ts.isVariableDeclaration(of) || !ts.isForOfStatement(of.parent.parent)) return null
    return { name: of.name, of: of.parent.parent.expression }
  }

  function inTurn(values: Value, node: ts.Node): Value {
    if (!Array.isArray(values)) return notKnown(node)
    width = Math.max(width, values.length)
    return values[turn % values.length]
  }

  function member(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, given: Given): Value {
    try {
      const of = value(node.expression, given)
      const key = ts.isPropertyAccessExpression(node) ? node.name.text : value(node.argumentExpression, given)
      if (isFields(of)) return of[String(key)]
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error
    }
    return wordOf(node)
  }

  function fields(node: ts.ObjectLiteralExpression, given: Given): Fields {
    const made: Fields = {}
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) Object.assign(made, value(property.expression, given))
      else if (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name))
        made[property.name.getText().replace(/^['"]|['"]$/g, '')] = value(property.initializer, given)
      else if (ts.isShorthandPropertyAssignment(property))
        made[property.name.text] = named(property.name, given)
      else notKnown(property)
    }
    return made
  }

  function call(node: ts.CallExpression, given: Given): Value {
    const { expression: called } = node
    if (!ts.isPropertyAccessExpression(called)) {
      const act = value(called, given)
      if (!(act instanceof Lambda)) return notKnown(node)
      return apply(
        act,
        node.arguments.map((each) => () => value(each, given)),
      )
    }
    const [first, second] = node.arguments
    const argument = () => (first ? value(first, given) : undefined)
    const method = called.name.text
    if (called.expression.getText() === 'Object') {
      const of = argument()
      if (isFields(of) && method === 'keys') return Object.keys(of)
      if (isFields(of) && method === 'entries') return Object.entries(of)
    }
    const of = value(called.expression, given)
    if (Array.isArray(of) && method === 'join') return of.join(String(argument() ?? ','))
    const act = Array.isArray(of) && method === 'map' && argument()
    if (Array.isArray(of) && act instanceof Lambda) return of.map((each) => apply(act, [() => each]))
    if (typeof of === 'string' && method === 'replaceAll' && first && second) {
      const [, source = '', flags] = /^\/(.*)\/(\w*)$/.exec(first.getText()) ?? []
      const isPattern = ts.isRegularExpressionLiteral(first)
      const sought = isPattern ? new RegExp(source, flags) : String(value(first, given))
      return of.replaceAll(sought, String(value(second, given)))
    }
    return notKnown(node)
  }

  function apply({ node, given }: Lambda, values: (() => Value)[]): Value {
    const inside = new Map(given)
    node.parameters.forEach(({ name, initializer }, index) => {
      const make = values[index] ?? (initializer && (() => value(initializer, inside)))
      if (make) bind(name, make, inside)
    })
    const { body } = node
    if (!body) return notKnown(node)
    if (!ts.isBlock(body)) return value(body, inside)
    for (const statement of body.statements) {
      if (ts.isReturnStatement(statement) && statement.expression) return value(statement.expression, inside)
      if (!ts.isIfStatement(statement)) continue
      const { thenStatement: then } = statement
      if (!ts.isReturnStatement(then) || !then.expression) return notKnown(statement)
      if (holds(statement.expression, inside)) return value(then.expression, inside)
    }
    return notKnown(node)
  }

  /** What is not known stays without a value: it is asked of its type, or was not needed. */
  function bind(name: ts.BindingName, make: () => Value, inside: Map<ts.Symbol, Value>) {
    let made: Value
    try {
      made = make()
    } catch (error) {
      if (error instanceof NotKnown) return
      throw error
    }
    const symbol = checker.getSymbolAtLocation(name)
    if (ts.isIdentifier(name)) {
      if (symbol) inside.set(symbol, made)
      return
    }
    name.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return
      const key = element.propertyName ?? element.name
      const part = Array.isArray(made) ? made[index] : isFields(made) ? made[key.getText()] : undefined
      const { initializer } = element
      const otherwise = () => (initializer ? value(initializer, inside) : undefined)
      bind(element.name, () => part ?? otherwise(), inside)
    })
  }
}
