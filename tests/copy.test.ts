import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { isFieldKey } from '~/copy/ko/fields'

const files = execFileSync('git', ['ls-files', 'app/domain'], { encoding: 'utf8' })
  .split('\n')
  .filter((name) => name.endsWith('.ts'))

/** Korean that the domain stores or answers as data, or by which it recognises what people write. */
const DATA = [
  /^app\/domain\/blocklist\//,
  /^app\/domain\/statements\/(dates|amounts|columns|kinds|lines)\.ts$/,
  /^app\/domain\/(core\/stored-names|donations\/presenter|messages\/message)\.ts$/,
]
/** Methods of a schema that take a message. */
const WITH_MESSAGE = /^(int|min|max|regex|refine|string|array|uuid|enum|literal|datetime|length)$/

/** Every text in a file, with whether it is what a schema or a refusal says of a field. */
function textsIn(file: string) {
  const found: { text: string; isMessage: boolean }[] = []
  const visit = (node: ts.Node, parent: ts.Node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node)) {
      const holder = ts.isTemplateHead(node) ? parent.parent : parent
      found.push({ text: node.text, isMessage: isMessage(holder) })
    }
    ts.forEachChild(node, (child) => visit(child, node))
  }
  visit(
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true),
    undefined as never,
  )
  return found
}

function isMessage(holder: ts.Node) {
  if (ts.isPropertyAssignment(holder)) return /^(message|error)$/.test(holder.name.getText())
  return (
    ts.isCallExpression(holder) &&
    ts.isPropertyAccessExpression(holder.expression) &&
    WITH_MESSAGE.test(holder.expression.name.text)
  )
}

describe('What people read stands in app/copy', () => {
  test('the domain has no Korean of its own', () => {
    const wrong = files
      .filter((file) => !DATA.some((pattern) => pattern.test(file)))
      .flatMap((file) =>
        textsIn(file)
          .filter(({ text }) => /[가-힣]/.test(text))
          .map(({ text }) => `${file}: ${text}`),
      )
    expect(wrong).toEqual([])
  })

  test('what a schema says of a field is a key that has a sentence', () => {
    const keys = files.flatMap((file) =>
      textsIn(file)
        .filter(({ text, isMessage }) => isMessage && /^[a-z\d]+(_[a-z\d]+)+(:|$)/.test(text))
        .map(({ text }) => ({ file, text })),
    )
    expect(keys.length).toBeGreaterThan(40)
    expect(keys.filter(({ text }) => !isFieldKey(text))).toEqual([])
  })
})
