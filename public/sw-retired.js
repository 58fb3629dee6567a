/** In place of the worker while MELT_SERVICE_WORKER is off: it takes away all that a worker kept, and then itself. */
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(retire()))

async function retire() {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
}
