import { useContext } from 'react'
import { Returned } from './returned'

/**
 * The key made before sending, so that the same form sent twice makes one thing. It stays when the form comes back,
 * except where it already belongs to something else.
 */
export function RequestId({ id }: { id: string }) {
  const returned = useContext(Returned)
  const kept = returned?.reason === 'conflict' ? undefined : returned?.values.requestId
  return <input type="hidden" name="requestId" value={kept ?? id} />
}
