import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { page } from '~/http/page.server'
import { paths } from '~/http/paths'
import { formPageKeptFromElsewhere } from '~/http/resume.server'
import { startLogin } from '~/http/start-login.server'

export { refuseAct as action } from '~/http/refuse-act.server'

export function loader(args: LoaderFunctionArgs) {
  return page(args, async () => {
    const kept = await formPageKeptFromElsewhere(args.request)
    return kept ? redirect(paths.loginPage(kept)) : startLogin(args.request)
  })
}
