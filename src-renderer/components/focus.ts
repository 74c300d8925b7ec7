/** The view as a whole: `main` in the frame. */
export const viewElementId = 'view'

/** The keyboard is on no control: at the page, or at the view as a whole, where it begins when a view is opened. */
export function nothingHasFocus(): boolean {
  const focused = document.activeElement
  return focused === null || focused === document.body || focused.id === viewElementId
}
