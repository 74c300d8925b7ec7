import * as z from 'zod'
import { labSpec } from '../catalogue/labs/index.ts'
import { issuesOf } from './issues.ts'

/** Where a lesson stands in the chapter, in its order. */
export const lessonSections = [
  'Gradient ascent',
  'Policy gradients',
  'Baselines and advantages',
  'Policies',
  'From policy iteration on',
  'Trust regions',
  'Natural gradient',
  'Proximal policy optimization',
  'Exercises',
] as const

export const lessonId = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'use lower-case letters, digits and hyphens')

/** The head of a lesson's file. */
const lessonHead = z.strictObject({
  title: z.string().min(1).max(60),
  section: z.enum(lessonSections),
  /** The question that the lesson answers; the list and the palette show it. */
  question: z.string().regex(/^\p{Lu}.*\?$/u, 'a question begins with a capital and ends with a question mark'),
  /** Other words by which it is looked for. */
  keywords: z.array(z.string().min(1)).default([]),
  /** "Run it": a preset of resources/presets, and which of its variants the lesson is about. */
  run: z.strictObject({ preset: z.string().min(1), variant: z.int().min(0).default(0) }),
  /** Which of that variant's formulas are shown, as Design writes them. */
  design: z.array(z.enum(['step', 'search', 'penalty', 'objective', 'fisher', 'psi', 'policy'])).min(1),
  /** "Measure it": labs that are filled in; what is left out has its default. */
  measure: z.array(z.strictObject({ sentence: z.string().regex(/^\p{Lu}.*\.$/u), spec: labSpec })).default([]),
})

const texts = {
  /** LaTeX; \policy{}, \estimator{} and \update{} give a term the colour of its choice. */
  formula: z.string().min(1),
  /** Paragraphs in the few marks that `lesson-text.ts` in components reads. */
  paragraphs: z.array(z.string()).min(2).max(6),
  watchFor: z.array(z.string()).min(1),
  exercise: z.array(z.string()).min(1),
}

/** One page of Learn. */
export const lesson = lessonHead.extend({ id: lessonId, ...texts })
export type Lesson = z.infer<typeof lesson>

const filePattern = new RegExp(
  [
    '^---\\n(?<head>.*?)\\n---\\n\\s*',
    '\\$\\$\\n(?<formula>.*?)\\n\\$\\$\\n(?<body>.*?)\\n',
    '## Watch for\\n(?<watchFor>.*?)\\n',
    '## Exercise\\n(?<exercise>.*)$',
  ].join(''),
  's',
)

/**
 * A file of resources/lessons, `NN-id.md`: between two lines `---` its head as JSON; then the formula between two lines
 * `$$`, the paragraphs, and under `## Watch for` and `## Exercise` theirs. Empty lines part paragraphs. What is wrong is
 * told without a full stop, and without the file's name.
 */
export function parseLesson(
  fileName: string,
  text: string,
): { ok: true; lesson: Lesson } | { ok: false; problem: string } {
  const file = filePattern.exec(text.replaceAll('\r\n', '\n'))?.groups
  if (!file) return { ok: false, problem: 'a head, a formula, paragraphs, “## Watch for” and “## Exercise” are needed' }
  const paragraphsOf = (part: string) =>
    part
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.trim().replaceAll(/\s*\n\s*/g, ' '))
      .filter((paragraph) => paragraph !== '')
  let head: unknown
  try {
    head = JSON.parse(file.head!)
  } catch {
    return { ok: false, problem: 'the head between the lines “---” is not JSON' }
  }
  const parsed = lesson.safeParse({
    ...(head as object),
    id: fileName.replace(/^\d+-/, '').replace(/\.md$/, ''),
    formula: file.formula!.trim(),
    paragraphs: paragraphsOf(file.body!),
    watchFor: paragraphsOf(file.watchFor!),
    exercise: paragraphsOf(file.exercise!),
  })
  if (parsed.success) return { ok: true, lesson: parsed.data }
  const { path, message } = issuesOf(parsed.error)[0]!
  return { ok: false, problem: path === '' ? message : `${path}: ${message}` }
}
