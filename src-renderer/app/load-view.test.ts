import { describe, expect, it, vi } from 'vitest'
import { loadView, ViewNotLoaded } from './load-view.ts'

const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))

/** A page that keeps its session's storage over a reload. */
function pageOf() {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage
  return { storage, reload: vi.fn<() => void>(), isServed: vi.fn<() => Promise<boolean>>(async () => true) }
}

describe('a view whose files are gone', () => {
  it('loads the page again, and is shown by it', async () => {
    const page = pageOf()
    void loadView(gone, page)
    await vi.waitFor(() => expect(page.reload).toHaveBeenCalledTimes(1))
    expect(await loadView(() => Promise.resolve('the view'), page)).toBe('the view')
    // The next build under an open page is met the same way.
    void loadView(gone, page)
    await vi.waitFor(() => expect(page.reload).toHaveBeenCalledTimes(2))
  })

  it('stays as it is while nobody serves the page, which would leave a white window', async () => {
    vi.useFakeTimers()
    const page = pageOf()
    page.isServed.mockResolvedValueOnce(false).mockResolvedValueOnce(false)
    void loadView(gone, page)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(page.reload).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1_500)
    expect(page.reload).toHaveBeenCalledTimes(1)
    vi.useRealTimers()
  })

  it('says so when that did not help, instead of loading for ever', async () => {
    const page = pageOf()
    void loadView(gone, page)
    await vi.waitFor(() => expect(page.reload).toHaveBeenCalledTimes(1))
    await expect(loadView(gone, page)).rejects.toBeInstanceOf(ViewNotLoaded)
    expect(page.reload).toHaveBeenCalledTimes(1)
  })
})
