/** The last client that CHZZK names as supported, under a name of its own beside the one that Melt uses. */
declare module 'socket.io-client-2.0.3' {
  const io: SocketIOClientStatic
  export default io
}
