import type { MetaFunction } from '@remix-run/node'
import { DraftDocument } from '~/ui/draft-document'

export const meta: MetaFunction = () => [{ title: '운영정책 (초안) · 멜트' }]

const SECTIONS = [
  {
    name: '후원의 세 가지 상태',
    lines: [
      '진행 중: 치지직으로 이동했어요. 아직 아무에게도 보이지 않아요',
      '확인 전: 팬이 후원했다고 알렸어요. 피드에 보이지만 금액은 숨겨요',
      '확인됨: 스트리머가 확인했어요. 이때부터 통계에 들어가요',
    ],
  },
  {
    name: '함께 지켜요',
    lines: [
      '하지 않은 후원을 등록하지 않아요',
      '남을 괴롭히거나 개인정보를 드러내는 글을 쓰지 않아요',
      '시청자끼리 말을 주고받는 곳이 아니에요. 스트리머에게 응원을 남겨 주세요',
    ],
  },
  {
    name: '스트리머의 선택',
    lines: [
      '후원을 확인하거나 제외하거나, 확인을 취소하는 일은 스트리머가 정해요',
      '제외하거나 취소할 때는 이유를 남기고, 팬도 그 이유를 볼 수 있어요',
    ],
  },
]

export default function PolicyPage() {
  return <DraftDocument title="운영정책" sections={SECTIONS} />
}
