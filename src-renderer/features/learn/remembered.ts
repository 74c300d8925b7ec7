import type { Lesson } from '../../../src-shared/domain/lesson.ts'

const key = 'ascent.lesson'

export const rememberLesson = (id: string): void => sessionStorage.setItem(key, id)

/** For coming back by the rail: the lesson that was read last in this window, else the first. */
export function rememberedLesson(lessons: readonly Lesson[]): string {
  const last = sessionStorage.getItem(key)
  return (lessons.find(({ id }) => id === last) ?? lessons[0]!).id
}
