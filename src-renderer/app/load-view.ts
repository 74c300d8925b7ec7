const mark = 'ascent-page-loaded-again'
const askAgainAfterMs = 1_000

/** A view's files could not be had, though the page was loaded again for them. */
export class ViewNotLoaded extends Error {}

interface Page {
  storage: Storage
  reload: () => void
  /** Whether somebody serves this page now: loaded again without, the window would be white. */
  isServed: () => Promise<boolean>
}

const thisPage = (): Page => ({
  storage: sessionStorage,
  reload: () => location.reload(),
  isServed: async () => {
    // Electron's page comes from files.
    if (!location.protocol.startsWith('http')) return true
    const answer = await fetch(location.pathname, { cache: 'no-store' }).catch(() => null)
    return answer?.ok ?? false
  },
})

/**
 * A view's module. When the app was built anew under an open page, the files that the page knows of are gone: the page
 * is then loaded again, once, and its address brings it back to the view. While the host doesn't answer, which a banner
 * says, it is waited for. Rejects with `ViewNotLoaded` when that has just been tried.
 */
export async function loadView<Module>(load: () => Promise<Module>, page = thisPage()): Promise<Module> {
  try {
    const module = await load()
    page.storage.removeItem(mark)
    return module
  } catch (failure) {
    if (page.storage.getItem(mark) !== null) {
      page.storage.removeItem(mark)
      throw new ViewNotLoaded('Its files could not be loaded', { cause: failure })
    }
    while (!(await page.isServed())) await new Promise((resolve) => setTimeout(resolve, askAgainAfterMs))
    page.storage.setItem(mark, 'yes')
    page.reload()
    // Nothing is shown any more until the page is there again.
    return new Promise<never>(() => {})
  }
}
