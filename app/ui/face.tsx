const HUES = [
  'bg-[#146c52]',
  'bg-[#2a5fa8]',
  'bg-[#7a4bb0]',
  'bg-[#a63d74]',
  'bg-[#a8472f]',
  'bg-[#7d6114]',
  'bg-[#1f6c7d]',
  'bg-[#535d73]',
]
const LARGE = 'size-16 rounded-[1.375rem] text-[1.625rem]'

type FaceProps = { name: string; id?: string; large?: boolean }

/** Somebody's picture: the first letter of their name on one of eight colours, always the same for the same id. */
export function Face({ name, id = name, large = false }: FaceProps) {
  return (
    <span className={`face ${HUES[hueOf(id)]} ${large ? LARGE : ''}`} aria-hidden="true">
      {String.fromCodePoint(name.codePointAt(0) ?? 0x3f)}
    </span>
  )
}

function hueOf(id: string) {
  let hash = 0
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) | 0
  return hash & 7
}
