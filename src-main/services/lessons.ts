import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok } from '../../src-shared/contract/errors.ts'
import { parseLesson } from '../../src-shared/domain/lesson.ts'
import type { Lesson } from '../../src-shared/domain/lesson.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'

export function lessonHandlers({ paths }: Pick<ServiceContext, 'paths'>): Pick<Handlers, 'learn.lessons'> {
  // The files come with the app: they don't change while it runs.
  let read: Promise<{ lessons: Lesson[] } | { problem: string }> | undefined
  return {
    async 'learn.lessons'() {
      const lessons = await (read ??= readLessons(paths.lessonsFolder))
      return 'problem' in lessons ? err({ kind: 'internal', message: lessons.problem }) : ok(lessons)
    },
  }
}

async function readLessons(folder: string): Promise<{ lessons: Lesson[] } | { problem: string }> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md')).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  const lessons: Lesson[] = []
  for (const [index, file] of files.entries()) {
    const parsed = parseLesson(file, texts[index]!)
    if (!parsed.ok) return { problem: `the lesson ${file} can't be read: ${parsed.problem}` }
    lessons.push(parsed.lesson)
  }
  return { lessons }
}
