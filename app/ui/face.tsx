type FaceProps = { name: string; id?: string; large?: boolean }

/** Somebody's picture: the first letter of their name on one of eight colours, always the same for the same id. */
export function Face({ name, id = name, large = false }: FaceProps) {
  return (
    <span className={`face face-${hueOf(id)}${large ? 'face-large' : ''}`} aria-hidden="true">
      {String.fromCodePoint(name.codePointAt(0) ?? 0x3f)}
    </span>
  )
}

function hueOf(id: string) {
  let hash = 0
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) | 0
  return hash & 7
}
