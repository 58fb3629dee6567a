import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { findSavedFormPageFromElsewhere } from '~/http/login/resume.server'
import { startLogin } from '~/http/login/start-login.server'
import { page } from '~/http/pages/page.server'
import { paths } from '~/http/paths'

export { refuseAct as action } from '~/http/responses/problem.server'

export function loader(args: LoaderFunctionArgs) {
  return page(args, async () => {
    const kept = await findSavedFormPageFromElsewhere(args.request)
    return kept ? redirect(paths.loginPage(kept)) : startLogin(args.request)
  })
}
