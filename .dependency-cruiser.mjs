// The import rules: which part may import which. `npm run check` fails on a violation.
// A rule reads: from these files, nothing of ours may be imported but what the list names.
const importsOnly = (name, from, mayImport) => ({
  name,
  severity: 'error',
  from: { path: `^${from}`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^(src-|e2e)', pathNot: `^(${[from, ...mayImport].join('|')})` },
})
const part = (name, from, mayImport) =>
  importsOnly(name, from, ['src-shared/domain', 'src-shared/catalogue', ...mayImport])
const onlyImporter = (name, packages, from) => ({
  name,
  severity: 'error',
  from: { path: '^(src-|e2e)', pathNot: `^(${from.join('|')})` },
  to: { path: packages },
})
const protocol = 'src-main/training/protocol'
const contract = 'src-shared/contract'
// Fetching TensorFlow native is set-up, not computing: the shells offer it as a command, and doctor tells of it.
const setUp = 'src-main/engines/tfjs/native-install'
// Whatever reads a file that somebody named reads it through these.
const files = 'src-main/files'
const everythingInMain =
  'src-main/(app\\.ts|session|files|core|engines|training|storage|statistics|reading|figure|services|rpc)'

export default {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?|^virtual:' } },
    importsOnly('shared-catalogue', 'src-shared/catalogue', []),
    part('shared-domain', 'src-shared/domain', []),
    part('shared-contract', 'src-shared/contract', []),
    part('shared-words', 'src-shared/words', []),
    part('shared-figure', 'src-shared/figure', ['src-shared/words', contract]),
    {
      name: 'shared-imports-zod-only',
      severity: 'error',
      from: { path: '^src-shared', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' },
    },
    part('files', 'src-main/files', []),
    // Labs put intervals and p-values on what they measure; both sides are pure.
    part('core', 'src-main/core', ['src-main/statistics']),
    part('engines', 'src-main/engines', ['src-main/core']),
    part('trainer', 'src-main/training/worker', ['src-main/core', 'src-main/engines', files, protocol]),
    part('supervisor', 'src-main/training/supervisor', [protocol]),
    part('protocol', protocol, []),
    part('storage', 'src-main/storage', []),
    part('statistics', 'src-main/statistics', []),
    part('reading', 'src-main/reading', ['src-main/storage', 'src-main/statistics', contract]),
    part('figure', 'src-main/figure', [
      'src-shared/figure',
      'src-shared/words',
      'src-main/reading',
      'src-main/storage',
      contract,
    ]),
    part('services', 'src-main/services', [
      'src-main/storage',
      'src-main/reading',
      'src-main/training/supervisor',
      files,
      protocol,
      contract,
    ]),
    part('rpc', 'src-main/rpc', [contract, 'src-main/services']),
    part('bench', 'src-main/bench', [
      'src-main/training/supervisor',
      protocol,
      'src-main/services/engine-rule',
      'src-main/storage/large-history',
      'src-main/storage/many-variants',
      'src-main/statistics',
      'src-shared/figure',
      contract,
    ]),
    part('app', 'src-main/(app\\.ts|session)', [everythingInMain, contract]),
    part('shells', 'src-main/shells', [
      'src-main/app\\.ts',
      'src-main/rpc',
      contract,
      'src-main/core/exact',
      'src-main/statistics',
      'src-main/bench',
      'src-shared/figure',
      'src-shared/words',
      files,
      setUp,
    ]),
    part('renderer', 'src-renderer', ['src-shared']),
    {
      name: 'no-feature-imports-another',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/([^/]+)/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src-main/core', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    onlyImporter('only-storage-imports-sqlite', 'node_modules/better-sqlite3', ['src-main/storage']),
    onlyImporter('only-shells-import-electron-http-ws', '^(electron|http|ws)$|node_modules/(electron|ws)/', [
      'src-main/shells',
      'e2e',
      'src-main/.*\\.test\\.ts',
    ]),
    onlyImporter('only-charts-and-figure-import-echarts', 'node_modules/(echarts|zrender)/', [
      'src-main/figure',
      'src-renderer/charts',
    ]),
    onlyImporter('only-engines-import-tensorflow', 'node_modules/@tensorflow', ['src-main/engines']),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src-main/engines/simd/assembly' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
