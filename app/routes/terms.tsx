import type { MetaFunction } from '@remix-run/node'
import { DraftDocument } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '이용약관 (초안) · 멜트' }]

const SECTIONS = [
  {
    name: '멜트가 하는 일',
    lines: [
      '치지직 스트리머와 팬이 방송이 끝난 뒤에도 메시지와 응원의 기록을 나누는 곳이에요',
      '멜트는 치지직·네이버와 제휴하지 않은 독립 서비스예요',
      '멜트에 쓴 글은 치지직 채팅에 올라가지 않아요',
    ],
  },
  {
    name: '돈을 다루지 않아요',
    lines: [
      '치즈 충전과 후원은 모두 치지직에서 이루어져요. 멜트에는 결제가 없어요',
      '치즈 결제·환불은 치지직 고객센터에서 도와드려요',
      '멜트의 후원 기록은 팬의 등록이나 치지직 신호를 스트리머가 직접, 또는 정해 둔 대로 확인한 내용이에요',
    ],
  },
  {
    name: '쓸 수 있는 사람',
    lines: ['만 14세 이상이면 치지직 로그인으로 쓸 수 있어요', '다른 사람의 계정으로 쓸 수 없어요'],
  },
  {
    name: '후원 메시지',
    lines: [
      '후원 메시지는 모두에게 공개돼요. 보내기 전에 화면에서 알려 드려요',
      '스트리머가 제외한 후원의 메시지는 피드에서 숨겨요',
      '일어난 일의 기록은 고치지 않고 한 줄씩 더해요. 지울 수 있는 건 이유로 적은 글뿐이에요',
    ],
  },
]

export default function TermsPage() {
  return <DraftDocument title="이용약관" sections={SECTIONS} />
}
