import { useReturnedForm } from '../page-context'
import { FormAlert } from './form-alert'

/** Why a form came back, on a page that does not show the form itself. */
export function CameBack({ action, formPage }: { action: string; formPage: string }) {
  const returned = useReturnedForm(action)
  return returned && <FormAlert returned={returned} formPage={formPage} />
}
