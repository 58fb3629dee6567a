/** Why a message is reported, in the order a person is asked; what can cost a life comes first. */
export const reportReasons = [
  'self_harm',
  'sexual',
  'privacy',
  'threat',
  'abuse',
  'impersonation',
  'spam',
  'false_donation',
  'other',
] as const
export type ReportReason = (typeof reportReasons)[number]

export const REASON_WORDS: Record<ReportReason, string> = {
  self_harm: '자해·자살 위험',
  sexual: '성적 괴롭힘·불법촬영물',
  privacy: '개인정보',
  threat: '협박·스토킹',
  abuse: '욕설·혐오',
  impersonation: '사칭',
  spam: '스팸·광고',
  false_donation: '허위 후원 주장',
  other: '기타',
}
