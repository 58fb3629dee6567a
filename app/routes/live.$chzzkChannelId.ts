import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { channelPath } from '~/domain/channels/input'
import { page } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'

export { refuseAct as action } from '~/http/responses/problem.server'

/** CHZZK's live pages have this shape; here it leads to the channel. */
export function loader(args: LoaderFunctionArgs) {
  return page(args, async () =>
    redirect(paths.channel(parsePath(channelPath, args.params).chzzkChannelId), 301),
  )
}
