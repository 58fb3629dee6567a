import type { Deletion } from '~/domain/account/entry'
import { inventory, isOfPeople } from '~/domain/account/inventory'

const FATES = [
  { does: 'erase', name: '지우는 것' },
  { does: 'anonymise', name: '누구인지 지우고 남기는 것' },
  { does: 'keep', name: '그대로 남는 것' },
] as const satisfies { does: Deletion['does']; name: string }[]

/**
 * What becomes of everything when somebody leaves, table by table, as the inventory says; with `every`, also of what
 * tells nothing of people.
 */
export function WhatBecomes({ every = false }: { every?: boolean }) {
  const shown = Object.entries(inventory).filter(([, entry]) => every || isOfPeople(entry))
  return (
    <>
      {FATES.map(({ does, name }) => (
        <section key={does} className="stack-tight">
          <h2>{name}</h2>
          <dl className="becomes">
            {shown
              .filter(([, { leaving }]) => leaving.does === does)
              .map(([table, { what, leaving }]) => (
                <div key={table}>
                  <dt>{what}</dt>
                  <dd className="soft small">{leaving.why}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </>
  )
}
