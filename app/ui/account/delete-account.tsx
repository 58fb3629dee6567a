import { FATES, TABLES } from '~/copy/ko/account'
import { inventory, isOfPeople, type Table } from '~/domain/account/inventory'
import { CheckField } from '../form/check-field'
import { OperationForm } from '../form/operation-form'

/**
 * What becomes of each table when an account is deleted, as the inventory says; with `every`, also of tables that hold
 * nothing about people.
 */
export function WhatBecomes({ every = false }: { every?: boolean }) {
  const shown = (Object.keys(inventory) as Table[]).filter((table) => every || isOfPeople(inventory[table]))
  return (
    <>
      {FATES.map(({ does, name }) => (
        <section key={does} className="flex flex-col gap-2">
          <h2>{name}</h2>
          <dl className="becomes">
            {shown
              .filter((table) => inventory[table].onDelete.does === does)
              .map((table) => (
                <div key={table}>
                  <dt>{TABLES[table].what}</dt>
                  <dd className="text-soft text-sm">{TABLES[table].onDelete}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </>
  )
}

/** The last step: a box to tick and a button that says what it does. */
export function DeleteAccountForm() {
  return (
    <OperationForm op="POST /me/leave" className="card">
      {(name) => (
        <>
          <h2>탈퇴하기</h2>
          <CheckField name={name('confirm')} required>
            글과 설정이 지워지고 되돌릴 수 없다는 걸 알았어요
          </CheckField>
          <button className="button button-bad w-full" type="submit">
            멜트에서 탈퇴하기
          </button>
          <p className="text-sm text-soft">
            치지직 계정과 치즈는 그대로예요. 치즈 결제·환불은 치지직 고객센터에서 도와드려요
          </p>
        </>
      )}
    </OperationForm>
  )
}
