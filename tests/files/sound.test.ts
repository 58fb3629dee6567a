import { describe, expect, test } from 'vitest'
import { MAX_SOUND_BYTES, toSound } from '~/files/media.server'
import { flac, mp3, mp4, ogg, picture, taggedMp3, wav } from '../support/media'

const jpeg = await picture()
const page = '<html><script>alert(1)</script></html>'

describe('A sound', () => {
  test.each<[string, Uint8Array, string]>([
    ['an MP3', mp3(), 'audio/mpeg'],
    ['an MP3 with a web page behind it', mp3(page), 'audio/mpeg'],
    ['an MP3 behind a tag', taggedMp3('새벽 라디오'.repeat(30)), 'audio/mpeg'],
    ['a WAV', wav(), 'audio/wav'],
    ['a FLAC', flac(), 'audio/flac'],
    ['an OGG', ogg(), 'audio/ogg'],
    ['an M4A', mp4('M4A ', 'soun'), 'audio/mp4'],
    ['an M4A of a phone that calls it a video', mp4('mp42', 'soun'), 'audio/mp4'],
  ])('%s is kept as it is, under its own type', async (_, bytes, mediaType) => {
    expect(await toSound(bytes)).toEqual({ bytes, mediaType })
  })

  test.each<[string, Uint8Array, string]>([
    ['nothing', Buffer.alloc(0), 'unknown'],
    ['a web page', Buffer.from(page), 'unknown'],
    ['a web page that begins like a tag of an MP3', Buffer.from(`ID3${page}`), 'unknown'],
    ['a picture', jpeg, 'unknown'],
    ['a film', mp4('isom', 'soun', 'vide'), 'unknown'],
    ['a film without tracks', mp4('isom'), 'unknown'],
    ['half a film', mp4('isom', 'soun').subarray(0, 60), 'unknown'],
    ['a zip', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0', 'latin1'), 'unknown'],
    ['more than 10 MB', Buffer.concat([mp3(), Buffer.alloc(MAX_SOUND_BYTES)]), 'too_large'],
  ])('%s is not kept', async (_, bytes, why) => {
    expect(await toSound(bytes)).toBe(why)
  })
})
