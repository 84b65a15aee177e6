import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import { CONTROL_TOPICS, DATA_TOPICS } from '@checkride/messaging/topics';
import { createPaneStore } from '@checkride/monitor/adapters/pane-store';
import { countingPlan } from '@checkride/monitor/steps/counting-plan';
import { launchStack } from '@checkride/stack/launch';
import { stopStack } from '@checkride/stack/stop-stack';
import { connectClickHouse } from '@checkride/store/clickhouse-client';
import { migrate } from '@checkride/store/migrations';
import { CLOSINGS, measureClosing } from './closing.js';
import type { ClosingCost } from './closing.js';
import { storeHistory, windowsModel } from './history.js';
import { liveDelays } from './live.js';
import { closingTable, liveLine } from './tables.js';

const { values } = parseArgs({
  options: {
    history: { type: 'string', default: '1,10,100' },
    runs: { type: 'string', default: '7' },
    'live-minutes': { type: 'string', default: '10' },
    'live-models': { type: 'string', default: '4' },
    'live-rate': { type: 'string', default: '200' },
  },
});
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const home = mkdtempSync(join(tmpdir(), 'checkride-bench-'));
const stack = await launchStack({ home, kafkaPort: 0, clickhousePort: 0, ownerPid: process.pid });
const address = { url: stack.clickhouseUrl, user: stack.clickhouseUser, password: stack.clickhousePassword };
const clickhouse = connectClickHouse({ ...address, database: 'default' });
const kafka = await connectKafka({ brokers: [stack.kafkaBrokers], clientId: 'bench' });
const sender = createSender(kafka);

try {
  await migrate(clickhouse);
  await kafka.ensureTopics([...CONTROL_TOPICS, ...DATA_TOPICS]);
  const record = windowsModel('history');
  const plan = countingPlan(record);
  await createPaneStore(clickhouse).savePlan(plan);

  const costs: { hours: number; what: string; cost: ClosingCost }[] = [];
  let stored = 0;
  for (const hours of values.history.split(',').map(Number)) {
    say(`storing ${hours} h of history …`);
    await storeHistory(clickhouse, record.model, hours, stored);
    stored = hours;
    for (const what of Object.keys(CLOSINGS) as (keyof typeof CLOSINGS)[]) {
      const enginePid = stack.pids['clickhouse'] ?? 0;
      const cost = await measureClosing(
        clickhouse,
        enginePid,
        record.model,
        plan.grid,
        what,
        Number(values.runs),
      );
      costs.push({ hours, what, cost });
    }
  }
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
  );
  console.log(closingTable(costs));

  const minutes = Number(values['live-minutes']);
  if (minutes > 0) {
    const environment = {
      CHECKRIDE_HOME: home,
      KAFKA_BROKERS: stack.kafkaBrokers,
      CLICKHOUSE_URL: stack.clickhouseUrl,
      CLICKHOUSE_USER: stack.clickhouseUser,
      CLICKHOUSE_PASSWORD: stack.clickhousePassword,
    };
    const models = Number(values['live-models']);
    const perSecond = Number(values['live-rate']);
    console.log(liveLine(await liveDelays({ kafka, sender, environment, models, perSecond, minutes, say })));
  }
} finally {
  await sender.close();
  await kafka.close();
  await clickhouse.close();
  await stopStack(home).catch((error: unknown) => say(String(error)));
  rmSync(home, { recursive: true, force: true });
}
