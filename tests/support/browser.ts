/** A person with cookies: remembers what Set-Cookie says, forgets what expires. */
export class Browser {
  readonly cookies = new Map<string, string>()

  keep(headers: Headers) {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      if (/max-age=0(;|$)/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(name.length + 1))
    }
  }

  request(url: string) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Request(url, { headers: { cookie } })
  }
}

/** Chooses somebody, or 거절, on the consent page. Out: where the sandbox sends the browser. */
export async function consentAs(consentUrl: string, fields: Record<string, string>): Promise<URL> {
  const reply = await fetch(consentUrl, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  const location = reply.headers.get('location')
  if (reply.status !== 302 || !location)
    throw new Error(`The consent page answered ${reply.status}: ${await reply.text()}`)
  return new URL(location)
}
