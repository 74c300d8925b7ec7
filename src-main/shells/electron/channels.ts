/**
 * The two IPC channels, of text frames as src-shared/contract/wire.ts defines them. The preload is bundled, so it may
 * import this.
 */
export const toAppChannel = 'ascent:to-app'
export const toPageChannel = 'ascent:to-page'
