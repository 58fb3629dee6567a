import type { z } from 'zod'
import type { Contract } from './index'

/** An operation that a form can send: every one of the contract that changes something. */
export type FormOperation = Exclude<keyof Contract, `GET ${string}`>

type ParamNames<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** What stands in for the `:names` of an operation's path. */
export type ParamsOf<Op> = [ParamNames<Op>] extends [never]
  ? { params?: undefined }
  : { params: Record<ParamNames<Op>, string> }

type FieldPath<Value> = Value extends readonly (infer Item)[]
  ? `${number}` | `${number}.${FieldPath<Item>}`
  : Value extends object
    ? { [Key in keyof Value & string]: Key | `${Key}.${FieldPath<NonNullable<Value[Key]>>}` }[keyof Value &
        string]
    : never

/** The fields that an operation reads from a form: `amount`, `items.0.id`, and the files that it takes. */
export type FieldOf<Op extends FormOperation> =
  | (Contract[Op] extends { input: infer Input extends z.ZodType } ? FieldPath<z.input<Input>> : never)
  | (Contract[Op] extends { files: readonly (infer Name extends string)[] } ? Name : never)

declare const checked: unique symbol
/** A field's name that the compiler compared with the contract. */
export type FieldName = string & { readonly [checked]: true }

/** Names the fields of one operation, or of those that have all of these. */
export type NameField<Field extends string> = (field: Field) => FieldName

/** A form's address and the method that it names, since a form itself knows only POST. */
export function actionOf<Op extends FormOperation>(op: Op, params?: Record<string, string>) {
  const [method, path] = op.split(' ') as [string, string]
  return {
    action: path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? '')),
    method: method === 'POST' ? undefined : method,
  }
}

/** An act to be offered elsewhere, such as the way back beside a notice: address and fields. */
export function toForm<Op extends FormOperation>(
  op: Op,
  { params, fields = {} }: ParamsOf<Op> & { fields?: Partial<Record<FieldOf<Op>, string>> },
) {
  const { action, method } = actionOf(op, params)
  const sent = fields as Record<string, string>
  return { action, fields: method ? { ...sent, _method: method } : sent }
}
