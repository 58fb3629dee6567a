import { get } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { printTable } from './table.js'

const GOALS = { firstView: 18, script: 5 }

/**
 * What a stranger's first sight of each public page costs, in bytes as a browser gets them: HTML, the style sheets that
 * a first paint waits for, and scripts; and the hosts asked.
 *
 * @param {{ url: string, channel: { chzzkChannelId: string } }} scene
 */
export async function measureFirstViews({ url, channel }) {
  const rows = []
  for (const path of publicPages(channel.chzzkChannelId)) {
    const { text: html, bytes } = await ask(url + path)
    const [head = ''] = html.split('<body')
    const styles = await bytesOf(url, stylesheets(head))
    const scripts = await bytesOf(url, sources(html))
    rows.push([
      path.replace(channel.chzzkChannelId, ':channel'),
      kilobytes(bytes),
      kilobytes(styles),
      kilobytes(scripts, GOALS.script),
      kilobytes(bytes + styles + scripts, GOALS.firstView),
      hostsOf(html, url).join(' ') || 'none',
    ])
  }
  printTable(
    `First view of every public page for a stranger, without fonts (KB, brotli; goals: scripts ≤ ${GOALS.script}, together ≤ ${GOALS.firstView})`,
    ['page', 'HTML', 'style sheets', 'scripts', 'together', 'other hosts'],
    rows,
  )
}

/** @param {string} channel */
function publicPages(channel) {
  const own = ['', '/contents', '/donate', '/letter', '/share'].map((page) => `/${channel}${page}`)
  const others = ['donate', 'install', 'ledger', 'login', 'offline', 'policy', 'privacy', 'terms', 'verify']
  return [...own, '/', ...others.map((page) => `/${page}`)]
}

/**
 * @param {string} address
 * @returns {Promise<{ bytes: number, text: string }>}
 */
function ask(address) {
  const headers = { Accept: 'text/html', 'Accept-Encoding': 'br' }
  return new Promise((resolve, reject) => {
    const asked = get(address, { headers }, async (response) => {
      const body = Buffer.concat(await response.toArray())
      const isCompressed = response.headers['content-encoding'] === 'br'
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}`))
      else resolve({ bytes: body.length, text: String(isCompressed ? brotliDecompressSync(body) : body) })
    })
    asked.once('error', reject)
  })
}

/**
 * @param {string} url
 * @param {string[]} paths
 */
async function bytesOf(url, paths) {
  const asked = await Promise.all(paths.map((path) => ask(new URL(path, url).href)))
  return asked.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** @param {string} html */
const sources = (html) => [...html.matchAll(/<script[^>]*\bsrc="([^"]+)"/g)].map(([, path = '']) => path)

/** @param {string} html */
function stylesheets(html) {
  const links = [...html.matchAll(/<link[^>]*>/g)].map(([tag]) => tag)
  return links.filter((tag) => tag.includes('stylesheet')).map((tag) => /href="([^"]+)"/.exec(tag)?.[1] ?? '')
}

/**
 * Asked by the page itself: a link that somebody may tap asks nobody.
 *
 * @param {string} html
 * @param {string} url
 */
function hostsOf(html, url) {
  const named = [...html.matchAll(/(?:src|href|action)="((?:https?:)?\/\/[^"]+)"/g)].map(([, to = '']) => to)
  return named.filter((to) => !to.startsWith(url) && !html.includes(`<a href="${to}"`))
}

/**
 * @param {number} bytes
 * @param {number} [goal]
 */
function kilobytes(bytes, goal = Number.POSITIVE_INFINITY) {
  const kilobytes = bytes / 1024
  return `${kilobytes.toFixed(1)}${kilobytes <= goal ? '' : ` (goal ≤ ${goal} MISSED)`}`
}
