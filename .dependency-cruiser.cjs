/**
 * The import table of the architecture, as rules. Nothing is exempt.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const only = (name, from, allowed, extra = {}) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$', ...extra },
  to: { pathNot: allowed },
});
const vendor = (name, module, home) => ({
  name,
  severity: 'error',
  from: { pathNot: [home, '^(benchmarks|test)/', '\\.test\\.ts$'] },
  to: { path: `node_modules/${module}/` },
});
const builtIn =
  '^(node:)?(fs|fs/promises|path|crypto|os|net|http|https|stream|stream/promises|zlib|util|url|events|buffer|timers/promises|child_process|worker_threads|perf_hooks|module|readline|readline/promises|v8|string_decoder|async_hooks)$';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('statistics-is-alone', '^libs/statistics/', ['^libs/statistics/']),
    only('domain-is-pure', '^libs/domain/', [
      '^libs/(domain|statistics)/',
      'node_modules/zod/',
      '^(node:)?crypto$',
    ]),
    only('platform-knows-errors-only', '^libs/platform/', [
      '^libs/platform/',
      '^libs/domain/(src|dist)/errors',
      'node_modules/(?!@checkride)',
      builtIn,
    ]),
    only('clients-know-domain-and-platform', '^libs/(messaging|store|artifacts)/', [
      '^libs/(domain|platform)/',
      'node_modules/(?!@checkride)',
      builtIn,
      '^libs/$1/',
    ]),
    only('contract-file-knows-domain', '^libs/contract-file/', [
      '^libs/(contract-file|domain)/',
      'node_modules/(yaml|zod)/',
      builtIn,
    ]),
    only('client-knows-domain-and-messaging', '^libs/client/', ['^libs/(client|domain|messaging)/', builtIn]),
    only('client-api-runs-in-a-browser', '^libs/client/src/api', ['^libs/client/src/api', '^libs/domain/']),
    only('stack-knows-platform', '^libs/stack/', [
      '^libs/(stack|platform)/',
      '^libs/domain/(src|dist)/errors',
      'node_modules/(?!@checkride)',
      builtIn,
    ]),
    only('steps-are-pure', '^services/([^/]+)/src/steps/', [
      '^services/$1/src/',
      '^libs/(domain|statistics)/',
      '^libs/(store|messaging|artifacts|platform)/',
      '^(node:)?crypto$',
      builtIn,
    ]),
    {
      name: 'steps-import-only-types-of-clients',
      severity: 'error',
      from: {
        path: '^services/[^/]+/src/(steps/|pipeline\\.ts|[^/]+\\.pipeline\\.ts)',
        pathNot: '\\.test\\.ts$',
      },
      to: { path: '^libs/(store|messaging|artifacts|platform)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-never-meet-in-code',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/host/src/main\\.ts$' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'host-composes-modules-only',
      severity: 'error',
      from: { path: '^services/host/src/main\\.ts$' },
      to: { path: '^services/(?!host/)', pathNot: '^services/[^/]+/(src|dist)/[^/]+\\.module\\.' },
    },
    {
      name: 'nest-at-the-edge',
      severity: 'error',
      from: {
        pathNot: [
          '(main|\\.module|\\.controller)\\.ts$',
          '^libs/messaging/src/nest/',
          '\\.test\\.ts$',
          '^test/',
        ],
      },
      to: { path: 'node_modules/@nestjs/' },
    },
    vendor('kafkajs-in-one-place', 'kafkajs', '^libs/messaging/src/kafka/'),
    vendor('clickhouse-client-in-one-place', '@clickhouse/client', '^libs/store/src/clickhouse-client\\.ts$'),
    vendor('onnxruntime-in-one-place', 'onnxruntime-node', '^libs/artifacts/'),
    vendor('avsc-in-one-place', 'avsc', '^libs/messaging/src/avro/'),
    {
      name: 'chdb-in-one-place',
      severity: 'error',
      from: { pathNot: ['^libs/stack/', '^examples/', '^benchmarks/', '^test/', '\\.test\\.ts$'] },
      to: { path: 'node_modules/chdb/' },
    },
    only('examples-import-what-a-user-would', '^examples/([^/]+)/', [
      '^examples/$1/',
      '^libs/(client|domain|statistics)/',
      'node_modules/(chdb|vega-datasets)/',
      builtIn,
    ]),
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist'] },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
