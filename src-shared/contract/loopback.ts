/** What the browser shell's host and its page agree on, beside the messages of the line. */

/** Where the line is. A plain GET with the secret as bearer answers 204 or 403: a page can't see why an upgrade failed. */
export const linePath = '/rpc'

/**
 * The line's subprotocol. A page offers it together with the secret: of all that a page can put on an upgrade, the list
 * of subprotocols alone is a header. An address would stand in logs and histories; a first message would come after
 * the line is open, on sockets of anybody.
 */
export const lineProtocol = 'ascent'

/** Under this name the page keeps the secret in its localStorage, which other ports don't share. */
export const secretKey = 'ascent-secret'

/** The WebSocket code with which the host says that it ends ("going away"). */
export const hostEndsCode = 1001
