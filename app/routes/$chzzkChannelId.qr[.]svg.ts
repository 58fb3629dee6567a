import type { LoaderFunctionArgs } from '@remix-run/node'
import { toString as drawQr } from 'qrcode'
import { channelPath } from '~/domain/channels/input'
import { env } from '~/env.server'
import { page } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'

export { refuseAct as action } from '~/http/responses/problem.server'

/** A channel's address as a QR code. */
export function loader(args: LoaderFunctionArgs) {
  return page(args, async () => {
    const { chzzkChannelId } = parsePath(channelPath, args.params)
    const svg = await drawQr(env.publicUrl + paths.channel(chzzkChannelId), { type: 'svg', margin: 1 })
    return new Response(svg, {
      headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
    })
  })
}
