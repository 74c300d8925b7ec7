import type { Lesson } from '../../../src-shared/domain/lesson.ts'

/** The lesson after or before one in the chapter's order; at either end it stays. From an unknown one to the first. */
export function neighbourOf(lessons: readonly Lesson[], id: string, by: 1 | -1): Lesson {
  const index = lessons.findIndex((lesson) => lesson.id === id)
  return lessons[index === -1 ? 0 : Math.min(lessons.length - 1, Math.max(0, index + by))]!
}
