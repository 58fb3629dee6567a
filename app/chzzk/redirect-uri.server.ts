import { env } from '~/env.server'

/** The one address registered with CHZZK for logins (chzzk.md §1.1: one per app [PKC]). */
export const redirectUri = `${env.publicUrl}/auth/chzzk/callback`
