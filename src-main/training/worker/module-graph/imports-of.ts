import { parse } from '@babel/parser'
import type { ParserOptions } from '@babel/parser'
import { extname } from 'node:path'

/** One import as the text writes it. `optional` ones may fail: the module can go on without them. */
export interface WrittenImport {
  specifier: string
  by: 'import' | 'require'
  optional: boolean
}

export interface WrittenImports {
  imports: WrittenImport[]
  /** What loads more than the text tells, as clauses that go on after the file's name. */
  unknowable: string[]
}

/** What these built-in modules make possible, and no reading of imports could follow. */
const loaders: Record<string, string> = {
  module: 'can load code through node:module (createRequire)',
  worker_threads: 'can start workers (node:worker_threads)',
  child_process: 'can start programs (node:child_process)',
  cluster: 'can start processes (node:cluster)',
  vm: 'can run text as code (node:vm)',
}

export const loadsThrough = (builtin: string): string | undefined => loaders[builtin.replace(/^node:/, '')]

/**
 * What a JavaScript or TypeScript file imports, read from its syntax. Nothing of it is run. `name` decides by its
 * ending how it is read, as Node does.
 */
export function importsOf(name: string, text: string): WrittenImports {
  const imports: WrittenImport[] = []
  const unknowable = new Set<string>()
  let program: unknown
  try {
    program = parse(text, parserOptions(extname(name))).program
  } catch (error) {
    const { message } = error as Error
    return { imports, unknowable: [`can’t be read (${message.replace(/\.$/, '')}), so what it imports is not known`] }
  }
  const take = (source: unknown, by: WrittenImport['by'], optional: boolean, line: string) => {
    const specifier = literalText(source)
    if (specifier === undefined) unknowable.add(`${by}s a path that it computes (${line})`)
    else imports.push({ specifier, by, optional })
  }
  for (const node of nodesOf(program)) {
    const line = `line ${node.loc?.start?.line ?? '?'}`
    switch (node.type) {
      case 'ImportDeclaration':
        if (node.importKind !== 'type') take(node.source, 'import', false, line)
        break
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node.exportKind !== 'type' && node.source) take(node.source, 'import', false, line)
        break
      case 'ImportExpression':
        take(node.source, 'import', true, line)
        break
      case 'CallExpression':
      case 'NewExpression': {
        const callee = nameOf(node.callee)
        if (callee === 'require' && isNode(node.callee) && node.callee.type === 'Identifier')
          take((node.arguments as unknown[])[0], 'require', true, line)
        if (callee === 'Function') unknowable.add(`runs text as code by the Function constructor (${line})`)
        if (callee === 'getBuiltinModule' || callee === 'dlopen') unknowable.add(`calls process.${callee} (${line})`)
        break
      }
      case 'Identifier':
        if (node.name === 'eval') unknowable.add(`runs text as code by eval (${line})`)
        if (node.name === 'WebAssembly') unknowable.add(`compiles WebAssembly while it runs (${line})`)
    }
  }
  return { imports, unknowable: [...unknowable] }
}

function parserOptions(ending: string): ParserOptions {
  const typed = ['.ts', '.mts', '.cts'].includes(ending)
  const common = ending === '.cjs' || ending === '.cts'
  return {
    ...(common ? { sourceType: 'commonjs' } : { sourceType: 'unambiguous', allowReturnOutsideFunction: true }),
    // What is wrong without hiding an import (a name declared twice) is for Node to complain about.
    errorRecovery: true,
    createImportExpressions: true,
    plugins: ['sourcePhaseImports', 'explicitResourceManagement', ...(typed ? (['typescript'] as const) : [])],
  }
}

interface SyntaxNode {
  type: string
  loc?: { start?: { line?: number } }
  [field: string]: unknown
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** All nodes of a syntax tree, in the text's order, however deep it is. */
function* nodesOf(root: unknown): Generator<SyntaxNode> {
  const open: unknown[] = [root]
  while (open.length > 0) {
    const next = open.pop()
    if (Array.isArray(next)) for (const entry of next.toReversed()) open.push(entry)
    if (!isNode(next)) continue
    yield next
    for (const field of Object.values(next).toReversed()) {
      if (isNode(field) || Array.isArray(field)) open.push(field)
    }
  }
}

function literalText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'StringLiteral') return String(node.value)
  const isPlainTemplate = node.type === 'TemplateLiteral' && (node.expressions as unknown[]).length === 0
  if (!isPlainTemplate) return undefined
  return (node.quasis as { value: { cooked: string } }[])[0]?.value.cooked
}

/** `f` of `f(...)` and of `o.f(...)`. */
function nameOf(callee: unknown): string | undefined {
  if (!isNode(callee)) return undefined
  if (callee.type === 'Identifier') return String(callee.name)
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') return nameOf(callee.property)
  return undefined
}
