import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environment } from '@checkride/platform/env';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import type { KafkaConfig } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import { liveTopic } from '@checkride/messaging/topics';
import { findJava } from '@checkride/stack/kafka/java';
import { freePort } from '@checkride/stack/ports';
import { ownBroker } from '../support/own-broker.js';
import type { OwnBroker } from '../support/own-broker.js';
import { uniqueName } from '../support/stack.js';

const folder = mkdtempSync(join(tmpdir(), 'checkride-tls-'));
let broker: OwnBroker;
let plain: string;
let secure: string;
let ca: string;

/** A certificate for 127.0.0.1 that signs itself, made by the tool of every Java. */
async function certificate(): Promise<string> {
  const { command } = await findJava(environment());
  const keytool = command.replace(/java$/, 'keytool');
  const store = ['-alias', 'broker', '-keystore', join(folder, 'broker.p12'), '-storepass', 'changeit'];
  const pair = ['-genkeypair', '-keyalg', 'EC', '-dname', 'CN=localhost', '-ext', 'san=ip:127.0.0.1'];
  execFileSync(keytool, [...pair, '-storetype', 'PKCS12', ...store], { stdio: 'pipe' });
  execFileSync(keytool, ['-exportcert', '-rfc', ...store, '-file', join(folder, 'broker.crt')], {
    stdio: 'pipe',
  });
  return readFileSync(join(folder, 'broker.crt'), 'utf8');
}

beforeAll(async () => {
  ca = await certificate();
  const [plainPort, securePort, controllerPort] = [await freePort(), await freePort(), await freePort()];
  [plain, secure] = [`127.0.0.1:${plainPort}`, `127.0.0.1:${securePort}`];
  const login = 'org.apache.kafka.common.security.plain.PlainLoginModule required user_alice="alice-pw";';
  broker = await ownBroker((port) => ({
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort},PLAIN://${plain},SECURE://${secure}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort},PLAIN://${plain},SECURE://${secure}`,
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map':
      'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAIN:SASL_PLAINTEXT,SECURE:SASL_SSL',
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.plain.plain.sasl.jaas.config': login,
    'listener.name.secure.plain.sasl.jaas.config': login,
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': join(folder, 'broker.p12'),
    'ssl.keystore.password': 'changeit',
  }));
}, 120_000);
afterAll(async () => {
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const alice = { mechanism: 'plain', username: 'alice', password: 'alice-pw' } as const;
const connect = (brokers: string, more: Partial<KafkaConfig>) =>
  connectKafka({ brokers: [brokers], clientId: 'security', ...more }, { patienceMs: 2_000 });

describe('a secured broker', () => {
  it.each([
    ['with a password', () => [plain, { sasl: alice }] as const],
    ['with a password over TLS', () => [secure, { sasl: alice, tls: { ca } }] as const],
  ])('is written to and read %s', async (_how, where) => {
    const kafka = await connect(...where());
    const topic = uniqueName('secured');
    await kafka.ensureTopics([liveTopic(topic, 1)]);
    const sender = createSender(kafka);
    await sender.send([{ topic, partition: 0, key: null, value: Buffer.from('seen') }]);
    await sender.close();
    const read: string[] = [];
    const follower = await follow(kafka, {
      topics: [topic],
      onRecords: (records) => void read.push(...records.map(({ value }) => String(value))),
    });
    await follower.caughtUp;
    await follower.close();
    await kafka.close();
    expect(read).toEqual(['seen']);
  });

  it('refuses a wrong password at once, by name and without showing it', async () => {
    const attempt = connect(plain, { sasl: { ...alice, password: 'wrong-pw' } });
    await expect(attempt).rejects.toMatchObject({ code: 'CHK_UNAUTHORISED' });
    await expect(attempt).rejects.not.toThrow('wrong-pw');
  });

  it.each([
    ['without TLS', () => [secure, { sasl: alice }] as const],
    ['with TLS that trusts nobody here', () => [secure, { sasl: alice, tls: {} }] as const],
  ])('cannot be reached %s', async (_how, where) => {
    await expect(connect(...where())).rejects.toMatchObject({ code: 'CHK_KAFKA_UNAVAILABLE' });
  });
});
