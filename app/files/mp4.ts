const HEADER_BYTES = 8
const HANDLER_AT = 8

type Box = { name: string; content: DataView }

/** Whether an MP4 file has tracks, and each of them is sound. */
export function containsOnlyAudio(bytes: Uint8Array): boolean {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tracks = within([file], 'moov', 'trak')
  const handlers = within(tracks, 'mdia', 'hdlr').map((handler) => word(handler, HANDLER_AT))
  return tracks.length > 0 && handlers.length === tracks.length && handlers.every((kind) => kind === 'soun')
}

/** The boxes of these names, one inside the other. */
function within(outer: DataView[], ...names: string[]): DataView[] {
  return names.reduce(
    (views, name) =>
      views.flatMap((view) =>
        [...boxesOf(view)].filter((box) => box.name === name).map((box) => box.content),
      ),
    outer,
  )
}

function* boxesOf(view: DataView): Generator<Box> {
  for (let at = 0; at + HEADER_BYTES <= view.byteLength; ) {
    const size = view.getUint32(at)
    if (size < HEADER_BYTES || at + size > view.byteLength) return
    const content = new DataView(view.buffer, view.byteOffset + at + HEADER_BYTES, size - HEADER_BYTES)
    yield { name: word(view, at + 4), content }
    at += size
  }
}

function word(view: DataView, at: number) {
  if (at + 4 > view.byteLength) return ''
  return String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)))
}
