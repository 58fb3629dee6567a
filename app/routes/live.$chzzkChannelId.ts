import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { channelPath } from '~/domain/channels/input'
import { pathOf } from '~/http/address.server'
import { page } from '~/http/page.server'
import { paths } from '~/http/paths'

export { refuseAct as action } from '~/http/refuse-act.server'

/** CHZZK's live pages have this shape; here it leads to the channel. */
export function loader(args: LoaderFunctionArgs) {
  return page(args, async () => redirect(paths.channel(pathOf(channelPath, args.params).chzzkChannelId), 301))
}
