import type { MetaFunction } from '@remix-run/node'
import { LedgerGuide } from '~/ui/record/ledger-guide'

export const meta: MetaFunction = () => [{ title: '기록이 그대로인지 확인하기 · 멜트' }]

export default function LedgerPage() {
  return <LedgerGuide />
}
