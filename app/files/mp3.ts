const TAG_HEAD_BYTES = 10

/** Whether an MP3 has a frame of sound right behind its tag and the tag's padding; a tag alone is no sound. */
export function startsWithAudio(bytes: Uint8Array): boolean {
  let at = endOfTag(bytes)
  while (bytes[at] === 0) at++
  return bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xe0) === 0xe0
}

/** A tag says its length in four bytes of seven bits. */
function endOfTag(bytes: Uint8Array) {
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== 'ID3') return 0
  return (
    bytes.subarray(6, TAG_HEAD_BYTES).reduce((size, byte) => size * 128 + (byte & 0x7f), 0) + TAG_HEAD_BYTES
  )
}
