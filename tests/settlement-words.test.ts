import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { POSTURE } from '~/copy/ko/settlement'
import { FORBIDDEN_WORDS, forbiddenIn } from './support/settlement-words'

/** Every program and every file that people get as it is. */
const files = execFileSync('git', ['ls-files', 'app', 'public', 'server.js', 'tools'], { encoding: 'utf8' })
  .split('\n')
  .filter((name) => /\.(tsx?|js|mjs|html|txt|webmanifest|json|css)$/.test(name))

/** Every text of a program: literals, templates between their values, and what stands in markup. */
function textsIn(name: string, source: string): string[] {
  if (!/\.(tsx?|js|mjs)$/.test(name)) return [source]
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text)
    if (ts.isJsxText(node) || ts.isRegularExpressionLiteral(node)) found.push(node.getText())
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true))
  return found
}

const forbiddenOf = (name: string, source: string) =>
  textsIn(name, source).flatMap((text) => forbiddenIn(text).map((word) => `${name}: ${word} in “${text}”`))

describe('Melt is no lender', () => {
  test('no text of the interface, of a page or of a file holds a word of one', () => {
    expect(files.length).toBeGreaterThan(400)
    expect(files.filter((name) => name.startsWith('app/copy/'))).not.toEqual([])
    expect(files.flatMap((name) => forbiddenOf(name, readFileSync(name, 'utf8')))).toEqual([])
  })

  test.each(FORBIDDEN_WORDS)('one that held “%s” would be found wherever it stands', (word) => {
    const places = [
      `export const A = '먼저 ${word} 드려요'`,
      `export const A = { title: "${word}" }`,
      `export const a = (n: number) => \`\${n}치즈까지 ${word} \${n}\``,
      `export const A = () => <p className="note">오늘 ${word}</p>`,
      `export const A = () => <a title="${word}">더 보기</a>`,
    ]
    for (const place of places) expect(forbiddenOf('app/a.tsx', place), place).toHaveLength(1)
    expect(forbiddenOf('public/a.html', `<p>${word.replace(' ', '\n')}</p>`)).toHaveLength(1)
    expect(forbiddenIn(word.replace(' ', ''))).toEqual([word])
  })

  test('words that only sound alike pass', () => {
    expect(
      forbiddenIn('확인된 후원의 금액을 정산 예정 수익과 맞춰요. 선지급 신청은 외부 지급 주체와 해요'),
    ).toEqual([])
  })

  test('settlement says what it is not', () => {
    expect(POSTURE).toBe('참고 지표예요. 지급을 약속하지 않고, 멜트는 돈을 다루지 않아요')
  })
})
