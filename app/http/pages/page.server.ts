import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { requireAdmin, requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { paths } from '../paths'
import { requireViewer } from '../pipeline/identify.server'
import { enforcePageRateLimit } from '../pipeline/rate-limit.server'
import { refusalOf } from '../responses/failure.server'
import { problem } from '../responses/problem.server'
import { identifyVisitor } from './visitor.server'

type Asked = Pick<LoaderFunctionArgs, 'request' | 'context' | 'params'>
type Creator = Viewer & { channel: NonNullable<Viewer['channel']> }

/** A refusal becomes the error page, and whoever must sign in is sent to do so. */
export async function page<T>(asked: Asked, draw: (viewer: Viewer | null) => Promise<T>): Promise<T> {
  const { request, context } = asked
  try {
    const viewer = await identifyVisitor(asked)
    await enforcePageRateLimit(viewer, context)
    return await draw(viewer)
  } catch (error) {
    if (error instanceof Response) throw error
    const refusal = refusalOf(error, request)
    if (refusal.reason === 'agreement_needed') throw redirect(paths.welcome)
    if (refusal.reason === 'signed_out') {
      const { pathname, search } = new URL(request.url)
      throw redirect(paths.loginPage(pathname + search))
    }
    throw problem(refusal)
  }
}

export function viewerPage<T>(asked: Asked, draw: (viewer: Viewer) => Promise<T>): Promise<T> {
  return page(asked, async () => draw(await requireViewer(asked.request, asked.context)))
}

export function creatorPage<T>(asked: Asked, draw: (creator: Creator) => Promise<T>): Promise<T> {
  return viewerPage(asked, async (viewer) => draw({ ...viewer, channel: requireOwnChannel(viewer) }))
}

export function adminPage<T>(asked: Asked, draw: (admin: Viewer) => Promise<T>): Promise<T> {
  return page(asked, async (viewer) => draw(requireAdmin(viewer)))
}
