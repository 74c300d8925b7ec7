import { resolve } from 'node:path'
import { doctorLines, formatDoctorLines } from '../doctor.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')

/** `ascent doctor [--json]`: what was found and chosen, and why, on stdout. */
export async function doctorCommand(options: { json?: boolean }): Promise<void> {
  const lines = await doctorLines({ root })
  process.stdout.write(options.json ? `${JSON.stringify({ lines }, null, 2)}\n` : formatDoctorLines(lines))
}
