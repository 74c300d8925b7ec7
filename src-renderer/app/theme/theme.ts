import { createTheme } from '@mantine/core'

/** Only what Mantine reads in script; every colour and size is a CSS variable in tokens.css. */
export const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
})
