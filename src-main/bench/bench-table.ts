/** As it is printed, and as docs/benchmarks.md shows it. */
export interface BenchTable {
  title: string
  header: string[]
  rows: string[][]
}
