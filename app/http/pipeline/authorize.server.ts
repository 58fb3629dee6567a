import type { AppLoadContext } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { findNewcomer, identify } from './identify.server'

/** Refuses `signed_out`, and `agreement_needed` where a newcomer still has to agree. */
export async function requireViewer(request: Request, context: AppLoadContext): Promise<Viewer> {
  const viewer = await identify(request, context)
  if (viewer) return viewer
  return refuse((await findNewcomer(request)) ? 'agreement_needed' : 'signed_out')
}
