import { gzipSync } from 'node:zlib'
import { printTable } from './table.js'

/**
 * What a stranger's first look at a channel costs: bytes as they travel and hosts asked.
 *
 * @param {{ url: string, channel: { chzzkChannelId: string } }} scene
 */
export async function measurePage({ url, channel }) {
  const html = await textOf(`${url}/${channel.chzzkChannelId}`)
  const scripts = await Promise.all(
    sources(html, 'script', 'src').map((path) => textOf(new URL(path, url).href)),
  )
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => code,
  )
  const styles = await Promise.all(stylesheets(html).map((path) => textOf(new URL(path, url).href)))
  const foreign = [...html.matchAll(/(?:src|href|action)="((?:https?:)?\/\/[^"]+)"/g)].map(
    ([, address = '']) => address,
  )
  const asked = foreign.filter(
    (address) => !address.startsWith(url) && !html.includes(`<a href="${address}"`),
  )
  const items = html.split('class="post"').length - 1
  printTable(
    'Size of a channel page for a stranger (gzip)',
    ['what', 'bytes'],
    [
      [`HTML of ${items} items`, kilobytes(gzip(html), 20)],
      [
        'scripts',
        kilobytes(
          [...scripts, ...inline].reduce((sum, code) => sum + gzip(code), 0),
          10,
        ),
      ],
      ['style sheets', kilobytes(styles.reduce((sum, code) => sum + gzip(code), 0))],
      ['third-party requests', asked.length === 0 ? 'none' : asked.join(' ')],
    ],
  )
}

async function textOf(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return response.text()
}

function sources(html, tag, attribute) {
  return [...html.matchAll(new RegExp(`<${tag}[^>]*\\b${attribute}="([^"]+)"`, 'g'))].map(
    ([, path = '']) => path,
  )
}

function stylesheets(html) {
  const links = [...html.matchAll(/<link[^>]*>/g)].map(([tag]) => tag)
  return links.filter((tag) => tag.includes('stylesheet')).map((tag) => /href="([^"]+)"/.exec(tag)?.[1] ?? '')
}

const gzip = (text) => gzipSync(text).length

function kilobytes(bytes, goal) {
  if (goal === undefined) return `${(bytes / 1024).toFixed(1)} KB`
  return `${(bytes / 1024).toFixed(1)} KB (goal ≤ ${goal}${bytes / 1024 <= goal ? '' : ', MISSED'})`
}
