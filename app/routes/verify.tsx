import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listVkeys } from '~/domain/proofs/log-keys.server'
import { VerifyReceipt } from '~/ui/record/verify-receipt'

export const meta: MetaFunction = () => [{ title: '영수증 확인하기 · 멜트' }]

export function loader() {
  return { vkeys: listVkeys() }
}

export default function VerifyPage() {
  return <VerifyReceipt vkeys={useLoaderData<typeof loader>().vkeys} />
}
