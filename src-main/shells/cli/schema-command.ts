import type { Command } from 'commander'
import * as z from 'zod'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import type { Terminal } from './terminal.ts'

export function addSchemaCommand(program: Command, terminal: Terminal): void {
  program
    .command('schema')
    .description('print the JSON Schema of a spec, for editors')
    .addHelpText(
      'after',
      '\nascent schema > spec.schema.json, then "$schema": "./spec.schema.json" at the top of a spec: editors complete and check it.',
    )
    .action(() => {
      const schema = z.toJSONSchema(experimentSpec, { io: 'input' })
      // So that a spec may name its schema.
      const properties = { $schema: { type: 'string' }, ...schema.properties }
      terminal.out(`${JSON.stringify({ title: 'Ascent experiment', ...schema, properties }, null, 2)}\n`)
    })
}
