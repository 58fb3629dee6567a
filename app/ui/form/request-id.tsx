import { useField } from './returned'

/** The key made before sending, so that the same form sent twice makes one thing; it stays when the form comes back. */
export function RequestId({ id }: { id: string }) {
  const { value } = useField('requestId', id)
  return <input type="hidden" name="requestId" value={value} />
}
