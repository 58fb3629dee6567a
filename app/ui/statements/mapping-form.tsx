import type { ReactNode } from 'react'
import { COLUMNS, FIELD_HINTS, FIELD_NAMES } from '~/copy/ko/statement-lines'
import type { StatementField } from '~/domain/statements/columns'
import type { toStatement } from '~/domain/statements/presenter'
import type { NameField } from '~/http/contract/form'
import { Disclosure } from '../disclosure'
import { SelectField } from '../form/choice-fields'
import { FieldError } from '../form/field'
import { OperationForm } from '../form/operation-form'
import { useFormErrors } from '../form/returned'

type Statement = ReturnType<typeof toStatement>

const FIRST = ['amount', 'date', 'nickname', 'kind'] as const
const MORE = ['period', 'donorId', 'message', 'fee', 'net', 'state'] as const
const SAMPLE_LENGTH = 14

/** Which column holds what: guessed by its name, shown with the first rows, corrected by the creator. */
export function MappingForm({ statement }: { statement: Statement }) {
  const { id, header, mapping } = statement
  const names = header?.names ?? []
  const columns = names.map((name, column) => optionOf(statement, name, column))
  const needsPeriod = mapping?.date === undefined && mapping?.period !== undefined
  return (
    <>
      <section className="flex flex-col gap-2">
        <h2>{COLUMNS.title}</h2>
        <p className="text-soft">{COLUMNS.about}</p>
        <FirstRows statement={statement} />
      </section>
      <OperationForm
        op="PUT /creator/statements/:id/mapping"
        params={{ id }}
        className="card"
        optimistic={COLUMNS.reading}
      >
        {(name) => (
          <>
            <MappingErrors />
            {FIRST.map((field) => (
              <ColumnField key={field} {...{ field, columns, mapping, name }} />
            ))}
            <MoreColumns isOpen={needsPeriod}>
              {MORE.map((field) => (
                <ColumnField key={field} {...{ field, columns, mapping, name }} />
              ))}
            </MoreColumns>
            <p className="note">{COLUMNS.remembered}</p>
            <button className="button w-full" type="submit">
              {COLUMNS.submit}
            </button>
          </>
        )}
      </OperationForm>
    </>
  )
}

type Option = readonly [value: string, word: string]

/** A column is known by what stands in it, too. */
function optionOf({ firstRows }: Statement, name: string, column: number): Option {
  const sample = shown(firstRows?.[0]?.cells[column] ?? '')
  const short = sample.length > SAMPLE_LENGTH ? `${sample.slice(0, SAMPLE_LENGTH)}…` : sample
  const named = name || COLUMNS.unnamed
  return [String(column), short ? `${named} (${short})` : named]
}

type ColumnFieldProps = {
  field: StatementField
  columns: Option[]
  mapping: Statement['mapping']
  name: NameField<`columns.${StatementField}`>
}

function ColumnField({ field, columns, mapping, name }: ColumnFieldProps) {
  return (
    <SelectField
      name={name(`columns.${field}`)}
      label={FIELD_NAMES[field]}
      hint={FIELD_HINTS[field]}
      options={[['', COLUMNS.none], ...columns]}
      value={String(mapping?.[field] ?? '')}
    />
  )
}

/** What is wrong with the columns together, such as one that was chosen twice. */
function MappingErrors() {
  const whole = useFormErrors().find(({ path }) => path === 'columns')
  return <FieldError id="columns" error={whole?.message} />
}

function MoreColumns({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const isWrong = useFormErrors().some(({ path }) => MORE.some((field) => path === `columns.${field}`))
  return (
    <Disclosure label={COLUMNS.more} open={isOpen || isWrong}>
      <div className="mt-2 flex flex-col gap-3">{children}</div>
    </Disclosure>
  )
}

/** As the file has them, in a box of its own to scroll. */
function FirstRows({ statement: { header, firstRows } }: { statement: Statement }) {
  if (!header || !firstRows) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what it can stand on.
    <section className="card p-0" aria-label={COLUMNS.firstRows} tabIndex={0} data-scrolls="">
      <table className="w-max min-w-full [&_:is(th,td)]:px-3 [&_td]:max-w-48 [&_td]:truncate">
        <caption className="sr-only">{COLUMNS.firstRows}</caption>
        <thead>
          <tr>
            <th scope="col">{COLUMNS.row}</th>
            {header.names.map((name, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name, and never move.
              <th key={column} scope="col" className="whitespace-nowrap">
                {name || COLUMNS.unnamed}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {firstRows.map(({ row, cells }) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {header.names.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name, and never move.
                <td key={column}>{shown(cells[column] ?? '')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A spreadsheet's date as its clock shows it. */
function shown(cell: string) {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)\.000Z$/.exec(cell) ?? []
  if (!day) return cell
  return time === '00:00:00' ? day : `${day} ${time}`
}
