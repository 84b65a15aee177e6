import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Session } from 'chdb';
import type { ServerConfig } from './config.js';

/** Who asks: the owner may do everything, an analyst reads views. */
export type Role = 'owner' | 'analyst';

/** What the engine's own parser says of a text. */
export interface Classification {
  readonly statementCount: number;
  /** 0 reads, 1 changes data, 3 anything else (SET, KILL, INTO OUTFILE …), 4 does not parse. */
  readonly queryClass: number;
}

/** The embedded engine: one data directory, opened by this process alone, any number of connections. */
export interface Engine {
  /** As the engine calls itself, e.g. `26.7.2.1`. */
  readonly version: string;
  readonly timezone: string;
  connect(role: Role): Session;
  classify(connection: Session, sql: string): Promise<Classification>;
  /** Asks running queries whose text holds `tag` to stop. Never waits for them: the engine's SYNC form hangs. */
  kill(tag: string): Promise<void>;
  close(): void;
}

// Durable before acknowledged; the rest stays as the engine ships it.
const CONFIG_FILE = `<clickhouse>
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
  </merge_tree>
</clickhouse>
`;

const ANALYST_LIMITS = [
  '--readonly=1',
  '--max_execution_time=60',
  '--max_result_rows=10000000',
  '--max_memory_usage=1000000000',
];

/** Opens the engine over `config.directory`; throws the engine's message when another process has it open. */
export function openEngine(config: ServerConfig): Engine {
  const data = join(config.directory, 'data');
  mkdirSync(data, { recursive: true });
  // Without an explicit file the engine reads whatever config.xml lies in the working directory.
  const configFile = join(config.directory, 'config.xml');
  writeFileSync(configFile, CONFIG_FILE);

  const common = [
    `--config-file=${configFile}`,
    `--max_server_memory_usage=${config.memoryBytes}`,
    `--mark_cache_size=${Math.floor(config.memoryBytes / 8)}`,
    '--implicit_select=0',
    '--async_insert=0',
    '--use_variant_as_common_type=0',
    '--output_format_json_quote_64bit_integers=0',
  ];
  const connect = (role: Role): Session =>
    new Session(data, { connectionArgs: role === 'owner' ? common : [...common, ...ANALYST_LIMITS] });
  const root = connect('owner');
  const ask = (sql: string): string => root.query(sql, 'TSVRaw').trim();

  return {
    version: ask('SELECT version()'),
    timezone: ask('SELECT timezone()'),
    connect,
    classify: (connection, sql) => classifier()(connection.connection, sql, 'default'),
    async kill(tag) {
      await root.queryAsync(`KILL QUERY WHERE query LIKE '%${tag}%' AND query NOT LIKE 'KILL%' ASYNC`);
    },
    close: () => root.close(),
  };
}

type Classify = (connection: unknown, sql: string, database: string) => Promise<Classification>;

// The package binds the engine's classifier for its own durable objects and does not re-export it.
function classifier(): Classify {
  const require = createRequire(import.meta.url);
  const loader = require(join(dirname(require.resolve('chdb')), 'dist/loader.js')) as {
    loadNative(): { DurableClassifyAsync: Classify };
  };
  return loader.loadNative().DurableClassifyAsync;
}
