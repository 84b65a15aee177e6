import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  environment: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  ports?: string[];
  volumes?: string[];
}

const root = join(import.meta.dirname, '../..');
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const OURS = ['ingest', 'monitor', 'judge', 'controller', 'runner', 'serving', 'console'];

describe('docker-compose.yml', () => {
  test('runs the seven services from one image, each by its SERVICE', () => {
    for (const name of OURS) {
      expect(compose.services[name]).toMatchObject({
        image: 'checkride:local',
        environment: { SERVICE: name },
      });
    }
    const dockerfile = readFileSync(join(root, compose.services['ingest']?.build?.dockerfile ?? ''), 'utf8');
    expect(dockerfile).toMatch(/^ARG SERVICE/m);
  });

  test('starts the official images in the versions the embedded parts have', () => {
    const pom = readFileSync(join(root, 'libs/stack/kafka/pom.xml'), 'utf8');
    const kafka = /<kafka.version>(.*?)</.exec(pom)?.[1];
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${kafka}`);
    expect(compose.services['clickhouse']?.image).toMatch(/^clickhouse\/clickhouse-server:26\.\d+$/);
  });

  test('lets services wait for what is named and healthy', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect([name, Object.keys(compose.services)]).toEqual([name, expect.arrayContaining([needed])]);
        if (condition === 'service_healthy')
          expect(compose.services[needed]?.healthcheck?.test.length).toBeGreaterThan(1);
      }
    }
  });

  test('opens ports on the loopback address only and names its volumes', () => {
    for (const service of Object.values(compose.services)) {
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (!source.startsWith('.')) expect(Object.keys(compose.volumes)).toContain(source);
      }
    }
  });

  const docker = spawnSync('docker', ['compose', 'version']).status === 0 ? test : test.skip;
  docker('is what docker itself accepts', () => {
    const { status, stderr } = spawnSync('docker', ['compose', 'config', '--quiet'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});
