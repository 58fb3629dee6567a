import { query } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { vipSql } from '~/domain/vips/vip'
import { letterSql } from './find.server'
import { type LetterRow, presentLetter } from './presenter'
import { bestCandidates, type Candidate, type RetweetCandidate } from './retweet-candidates'

const MAX_SHOWN = 5
const MAX_READ = 300
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000

/** Read through their own index: a bounded number, however full the inbox is. */
const CANDIDATES = `
  SELECT m.id, m.author_id AS "authorId", m.created_at AS "createdAt",
    ${vipSql('m.channel_id', 'm.author_id')} AS vip,
    (SELECT b.retweet_weight FROM user_badges ub JOIN badges b ON b.channel_id = ub.channel_id AND b.tier = ub.tier
      WHERE ub.channel_id = m.channel_id AND ub.user_id = m.author_id ORDER BY ub.tier DESC LIMIT 1) AS weight
  FROM messages m
  WHERE m.channel_id = $1 AND m.created_at >= $2 AND m.type = 'dm' AND m.allow_retweet AND m.withdrawn_at IS NULL
    AND m.held_at IS NULL AND m.hidden_at IS NULL AND m.archived_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM retweets r WHERE r.message_id = m.id)
    AND NOT EXISTS (SELECT 1 FROM blocks k WHERE k.channel_id = m.channel_id AND k.user_id = m.author_id)
  ORDER BY m.created_at DESC, m.id DESC LIMIT ${MAX_READ}`

/**
 * Letters of 30 days that their creator may want to RT, the best five, one of each author; nothing is retweeted by
 * itself (GET /creator/retweet-candidates).
 */
export async function listRetweetCandidates(viewer: Viewer, now = new Date()) {
  const { id: channelId } = requireOwnChannel(viewer)
  const since = new Date(now.getTime() - MAX_AGE_MS)
  const candidates = await query<Candidate>('retweet_candidates', CANDIDATES, [channelId, since])
  const best = bestCandidates(candidates, MAX_SHOWN, now)
  if (best.length === 0) return { items: [] }
  const rows = await query<LetterRow>('retweet_candidate_letters', `${letterSql} WHERE m.id = ANY($1)`, [
    best.map(({ id }) => id),
  ])
  const letters = new Map(rows.map((row) => [row.id, presentLetter(row)]))
  const items = best.flatMap(({ id, score, waitingDays }): RetweetCandidate[] => {
    const letter = letters.get(id)
    return letter ? [{ ...letter, score, waitingDays }] : []
  })
  return { items }
}
