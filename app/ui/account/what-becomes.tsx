import { FATES, TABLES } from '~/copy/ko/account'
import { inventory, isOfPeople, type Table } from '~/domain/account/inventory'

/**
 * What becomes of each table when an account is deleted, as the inventory says; with `every`, also of tables that hold
 * nothing about people.
 */
export function WhatBecomes({ every = false }: { every?: boolean }) {
  const shown = (Object.keys(inventory) as Table[]).filter((table) => every || isOfPeople(inventory[table]))
  return (
    <>
      {FATES.map(({ does, name }) => (
        <section key={does} className="stack-tight">
          <h2>{name}</h2>
          <dl className="becomes">
            {shown
              .filter((table) => inventory[table].onDelete.does === does)
              .map((table) => (
                <div key={table}>
                  <dt>{TABLES[table].what}</dt>
                  <dd className="soft small">{TABLES[table].onDelete}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </>
  )
}
