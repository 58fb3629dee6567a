import { beforeEach, describe, expect, test, vi } from 'vitest'
import { parseParts } from '~/http/pipeline/parse-body.server'

/** A form of so many parts with one byte each. */
function formOf(parts: number, boundary: string, name = 'image') {
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\nx\r\n`
  return Buffer.from(`${part.repeat(parts)}--${boundary}--\r\n`)
}
const read = (bytes: Buffer, type: string) => parseParts(bytes, type, ['image'], 64 * 1024)
const typeOf = (boundary: string) => `multipart/form-data; boundary=${boundary}`

let parsed = 0
beforeEach(() => {
  parsed = 0
  const Whole = Response
  class Counted extends Whole {
    override formData() {
      parsed++
      return super.formData()
    }
  }
  vi.stubGlobal('Response', Counted)
  return () => vi.unstubAllGlobals()
})

describe('A form with files', () => {
  test('of fifty parts is read', async () => {
    const { files } = await read(formOf(50, 'melt-boundary'), typeOf('melt-boundary'))
    expect(files.image?.toString()).toBe('x')
    expect(parsed).toBe(1)
  })

  test.each([
    ['fifty-one parts', formOf(51, 'melt-boundary'), typeOf('melt-boundary'), 'too_large'],
    ['120,000 parts', formOf(120_000, 'melt-boundary'), typeOf('melt-boundary'), 'too_large'],
    ['120,000 parts behind a quoted boundary', formOf(120_000, 'a=b'), typeOf('"a=b"'), 'too_large'],
    [
      '120,000 parts without an end',
      formOf(120_000, 'x').subarray(0, -5),
      'Multipart/Form-Data; Boundary="x"',
      'too_large',
    ],
    ['no boundary', formOf(1, 'x'), 'multipart/form-data', 'malformed'],
    ['a boundary that is none', formOf(1, 'x"y'), typeOf('"x\\"y"'), 'malformed'],
  ])('of %s is refused before anything of it is parsed', async (_, bytes, type, reason) => {
    await expect(read(bytes, type)).rejects.toMatchObject({ reason })
    expect(parsed).toBe(0)
  })

  test.each([
    ['named twice', 'multipart/form-data; boundary=few; boundary=many'],
    ['in a second type', 'multipart/form-data; boundary=few, multipart/form-data; boundary=many'],
  ])('is parsed by the boundary that was counted, whatever else is %s', async (_, type) => {
    const refused = await read(formOf(1_000, 'many'), type).then(
      () => null,
      ({ reason }) => reason,
    )
    expect(refused).toBe('malformed')
  })
})
