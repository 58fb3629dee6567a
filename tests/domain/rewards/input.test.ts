import { describe, expect, test } from 'vitest'
import { fieldCopy } from '~/copy/ko/fields'
import { rewardInput } from '~/domain/rewards/input'

const said = (link: string) => {
  const { error } = rewardInput.safeParse({ title: '제목', gate: '1', link })
  const errors = error?.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return errors && fieldCopy(errors).map(({ path, message }) => `${path}: ${message}`)
}

describe('The link of a content', () => {
  test.each([
    'https://youtu.be/abc',
    'http://example.com:8080/x?y#z',
    'https://노래방.한국/',
    'https://example.com./',
    'https://8.8.8.8/',
    'https://[2001:4860:4860::8888]/',
    'https://mylocal.example/',
  ])('may be %s', (link) => {
    expect(said(link)).toBeUndefined()
  })

  test.each([
    'http://localhost/',
    'http://LOCALHOST:3000/',
    'http://localhost./',
    'http://app.localhost/',
    'http://router/',
    'http://printer.local/',
    'http://metadata.google.internal/',
    'http://nas.home.arpa/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0.0.0.0/',
    'http://10.0.0.8/admin',
    'http://172.16.3.4/',
    'http://192.168.0.1/',
    'http://100.64.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://224.0.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[64:ff9b::7f00:1]/',
    'https://user@example.com/',
    'https://user:pass@example.com/',
    'https://example.com@evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.com/',
    '//example.com/',
    'example.com',
  ])('leads nowhere private and nowhere hidden: %s', (link) => {
    expect(said(link)).toEqual(['link: 누구나 열 수 있는 https:// 주소를 적어 주세요'])
  })
})
