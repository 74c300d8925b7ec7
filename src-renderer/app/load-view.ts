const mark = 'ascent-page-loaded-again'

/** A view's files could not be had, though the page was loaded again for them. */
export class ViewNotLoaded extends Error {}

/**
 * A view's module. When the app was built anew under an open page, the files that the page knows of are gone: the page
 * is then loaded again, once, and its address brings it back to the view. Rejects with `ViewNotLoaded` when that has
 * just been tried.
 */
export async function loadView<Module>(
  load: () => Promise<Module>,
  page: { storage: Storage; reload: () => void } = { storage: sessionStorage, reload: () => location.reload() },
): Promise<Module> {
  try {
    const module = await load()
    page.storage.removeItem(mark)
    return module
  } catch (failure) {
    if (page.storage.getItem(mark) !== null) {
      page.storage.removeItem(mark)
      throw new ViewNotLoaded('Its files could not be loaded', { cause: failure })
    }
    page.storage.setItem(mark, 'yes')
    page.reload()
    // Nothing is shown any more until the page is there again.
    return new Promise<never>(() => {})
  }
}
