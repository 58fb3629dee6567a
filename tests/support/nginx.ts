import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './free-port'

const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx']

export const nginxBinary = PLACES.find((place) => existsSync(place))

/** nginx in front of `target`, over one connection that is kept: `/` reads bodies whole first, port by port streams them. */
export async function startNginx(target: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-nginx-'))
  const [whole, streaming] = [await freePort(), await freePort()]
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    configuration(folder, new URL(target).host, whole, streaming),
  )
  const nginx = spawn(
    nginxBinary ?? '',
    ['-p', folder, '-e', 'error.log', '-c', path.join(folder, 'nginx.conf')],
    {
      stdio: 'ignore',
    },
  )
  const ended = new Promise((resolve) => nginx.once('exit', resolve))
  const urls = { whole: `http://127.0.0.1:${whole}`, streaming: `http://127.0.0.1:${streaming}` }
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(`${urls.streaming}/healthz`).catch(() => null)) break
    await wait(50)
  }
  const stop = async () => {
    nginx.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  return { urls, stop }
}

function configuration(folder: string, target: string, whole: number, streaming: number) {
  const server = (port: number, buffering: 'on' | 'off') => `
    server {
      listen 127.0.0.1:${port};
      location / {
        proxy_pass http://melt;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_request_buffering ${buffering};
        proxy_read_timeout 5s;
        proxy_send_timeout 5s;
        proxy_next_upstream off;
      }
    }`
  return `
  ${process.getuid?.() === 0 ? 'user root;' : ''}
  daemon off;
  worker_processes 1;
  pid ${folder}/nginx.pid;
  events { worker_connections 128; }
  http {
    access_log off;
    client_max_body_size 0;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    upstream melt { server ${target}; keepalive 1; }
    ${server(whole, 'on')}
    ${server(streaming, 'off')}
  }`
}
