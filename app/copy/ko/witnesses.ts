import type { WitnessLine } from '~/domain/admin/input'
import type { Divergence } from '~/domain/proofs/divergence'
import type { WitnessTrouble } from '~/domain/proofs/witness'

export const WITNESSES = {
  title: '멜트 기록을 함께 확인하는 곳',
  none: '아직 없어요. MELT_WITNESSES에 적어 두면 서명할 때마다 그곳에서도 확인해 줘요',
  never: '아직 확인해 준 적이 없어요',
}

/** In which state a witness is, in a word or two, and how its tag looks. */
export function witnessTag({ divergence, failure, isUpToDate }: WitnessLine) {
  if (divergence) return { word: '기록이 달라요', look: 'tag-back' }
  if (failure) return { word: '확인받지 못함', look: 'tag-trouble' }
  return isUpToDate ? { word: '함께 확인함', look: 'tag-ok' } : { word: '확인 기다리는 중', look: 'tag-wait' }
}

export const WITNESSED: Record<Divergence, string> = {
  behind: '우리보다 긴 기록을 봤다고 해요. 되돌린 데이터베이스라면 서명하지 않는 게 맞아요',
  different: '우리 것과 이어지지 않는 기록을 봤다고 해요. 되돌린 데이터베이스라면 서명하지 않는 게 맞아요',
}

const TROUBLES: Record<WitnessTrouble, string> = {
  timeout: '10초 안에 답하지 않았어요',
  unreached: '연결하지 못했어요',
  redirected: '다른 주소를 알려 줬어요. MELT_WITNESSES의 주소를 확인해 주세요',
  refused: '받아 주지 않았어요. 그곳에 /ledger/key의 키가 등록됐는지 확인해 주세요',
  failing: '그쪽에 문제가 생겼대요',
  too_long: '답이 너무 길어서 읽지 않았어요',
  unreadable: '알아볼 수 없는 답이 왔어요',
  unsigned: '알려 준 키로 한 서명이 아니에요. MELT_WITNESSES의 키를 확인해 주세요',
  unsettled: '기억하는 줄 수를 자꾸 다르게 말해요',
}

/** Why a witness has not cosigned, with the status or code that it failed with. */
export const witnessTroubleCopy = ({ reason, detail }: { reason: WitnessTrouble; detail: string | null }) =>
  detail ? `${TROUBLES[reason]} (${detail})` : TROUBLES[reason]
