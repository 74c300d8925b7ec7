#!/usr/bin/env node
// The command `ascent`, whatever Node it is started with.
import { fileURLToPath } from 'node:url'
import { reexec } from './reexec.mjs'

reexec(fileURLToPath(new URL('./cli/main.ts', import.meta.url)), process.argv.slice(2))
