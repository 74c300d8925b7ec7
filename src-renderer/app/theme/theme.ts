import { createTheme } from '@mantine/core'

/** A dialog's head is no banner of the page. */
const dialogProps = {
  attributes: { header: { role: 'none' } },
  closeButtonProps: { 'aria-label': 'Close' },
}

/** Only what Mantine reads in script; every colour and size is a CSS variable in tokens.css. */
export const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Modal: { defaultProps: dialogProps },
    Drawer: { defaultProps: dialogProps },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
})
