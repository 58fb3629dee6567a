type SearchFormProps = {
  action: string
  query: string
  most: number
  label: string
  placeholder: string
}

/** One field and its button; what was looked for stands in the address. */
export function SearchForm({ action, query, most, label, placeholder }: SearchFormProps) {
  return (
    <form className="line" action={action} method="get">
      <input
        className="input"
        type="search"
        name="query"
        defaultValue={query}
        maxLength={most}
        placeholder={placeholder}
        aria-label={label}
        enterKeyHint="search"
      />
      <button className="button button-quiet" type="submit">
        찾기
      </button>
    </form>
  )
}
