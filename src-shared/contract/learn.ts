import * as z from 'zod'
import { lesson } from '../domain/lesson.ts'
import { method, nothing } from './method.ts'

/** The part of the contract that Learn asks. */
export const learnMethods = {
  /** All lessons, in the chapter's order. */
  'learn.lessons': method('read', nothing, z.object({ lessons: z.array(lesson) })),
} as const
