/** Unit tests sit beside the code; the other kinds live under test/ and start real parts. */
const transformTo = (type) => ({
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        keepClassNames: true,
      },
      module: { type },
      sourceMaps: 'inline',
    },
  ],
});
const shared = {
  testEnvironment: '<rootDir>/test/support/jest-environment.cjs',
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  modulePathIgnorePatterns: ['/dist/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: transformTo('es6'),
  moduleNameMapper: {
    '^@checkride/example-([^/]+)/(.+)$': '<rootDir>/examples/$1/src/$2.ts',
    '^@checkride/(ingest|monitor|judge|controller|runner|serving|console|host|cli)/(.+)$':
      '<rootDir>/services/$1/src/$2.ts',
    '^@checkride/([^/]+)/(.+)$': '<rootDir>/libs/$1/src/$2.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
const project = (displayName, testMatch, more = {}) => ({
  ...shared,
  displayName,
  testMatch,
  rootDir: import.meta.dirname,
  ...more,
});

// Simulations look `Math` up billions of times, which a sandbox makes dear unless it is handed to the modules.
const simulation = {
  extensionsToTreatAsEsm: [],
  transform: transformTo('commonjs'),
  sandboxInjectedGlobals: ['Math'],
};

export default {
  // Real parts on a busy machine: a limit is for what hangs, speed is measured in benchmarks.
  testTimeout: 60_000,
  // All scenarios are played at the same time.
  maxConcurrency: 64,
  projects: [
    project('unit', ['<rootDir>/{libs,services,examples}/**/*.test.ts']),
    project('guarantees', ['<rootDir>/test/guarantees/**/*.test.ts'], simulation),
    project('incidents', ['<rootDir>/benchmarks/{incidents,real}/**/*.test.ts'], simulation),
    project('golden', ['<rootDir>/test/golden/**/*.test.ts']),
    project('contract', ['<rootDir>/test/contract/**/*.test.ts']),
    project('integration', ['<rootDir>/test/integration/**/*.test.ts']),
    project('scenarios', ['<rootDir>/test/scenarios/**/*.test.ts']),
    project('crash', ['<rootDir>/test/crash/**/*.test.ts']),
    project('kills', ['<rootDir>/test/kills/**/*.test.ts']),
    project('e2e', ['<rootDir>/test/e2e/**/*.test.ts']),
    project('browser', ['<rootDir>/test/browser/**/*.test.ts']),
  ],
};
