import { Outlet } from '@remix-run/react'
export default function Root() {
  return <html lang="ko"><body><Outlet /></body></html>
}
