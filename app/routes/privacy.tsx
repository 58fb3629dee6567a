import type { MetaFunction } from '@remix-run/node'
import { WhatBecomes } from '~/ui/account'
import { DraftDocument } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '개인정보 처리방침 (초안) · 멜트' }]

const SECTIONS = [
  {
    name: '저장하는 것',
    lines: [
      '치지직 채널 아이디와 이름, 멜트에 동의한 때',
      '치지직 로그인 토큰 (암호화해서 보관해요)',
      '내가 남긴 메시지, 후원을 등록하고 확인한 기록, 즐겨찾는 채널',
      '스트리머가 직접 추가한 후원에 적힌 사람의 치지직 아이디와 공개된 이름',
      '너무 잦은 요청을 막기 위한 접속 주소의 해시 (몇 분 뒤 지워요)',
    ],
  },
  {
    name: '저장하지 않는 것',
    lines: [
      '비밀번호, 결제 정보, 치즈 잔액',
      '가입하다가 동의하지 않은 사람의 정보',
      '광고나 추적을 위한 쿠키',
    ],
  },
  {
    name: '쿠키',
    lines: [
      '로그인을 이어 주는 쿠키 (30일)',
      '로그인하는 동안만 쓰는 쿠키 (10분), 약관을 읽는 동안 정보를 내 브라우저에만 두는 쿠키 (30분)',
      '화면 밝기를 기억하는 쿠키 (1년)',
      '안내 문장을 한 번 보여 주는 쿠키 (1분)',
    ],
  },
  {
    name: '다른 곳에 주지 않아요',
    lines: ['로그인할 때 치지직에 묻는 것 말고는 어디에도 정보를 보내지 않아요'],
  },
]

export default function PrivacyPage() {
  return (
    <DraftDocument title="개인정보 처리방침" sections={SECTIONS}>
      <h2>내보내기와 탈퇴</h2>
      <p>
        마이에서 내 데이터를 파일로 받고, 언제든 탈퇴할 수 있어요. 탈퇴하면 멜트에 있는 것은 하나하나 이렇게
        돼요
      </p>
      <WhatBecomes every />
    </DraftDocument>
  )
}
