import type { Observable } from 'rxjs';
import type {
  FleetChange,
  FleetModel,
  ModelDetail,
  SchemaVersion,
  Timeline,
} from '@checkride/client/api/console-views';
import { readContract, type ContractFileProblem } from '@checkride/contract-file/contract-file';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { WriterSchema } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import { incidentRecords, type IncidentRecord } from '@checkride/domain/incidents/incident-record';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { trustLedger, type TrustLedger } from '@checkride/domain/trust/trust-ledger';
import { bucketFor, makeTimeline, toleranceOf } from '../timeline.js';
import type { AccessToken } from './access-token.js';
import { readCommand } from './command-request.js';
import type { CommandSender } from './command-sender.js';
import type { ConsoleStore } from './console-store.js';

const DAY = 86_400_000;
/** How many decisions back incidents are looked for. */
const INCIDENT_DECISIONS = 2_000;
/** More entries than a model's ledger holds in years. */
const WHOLE_LEDGER = 1_000_000;

/** What the console's controllers ask for. Everything about an unknown model throws CHK_NOT_FOUND. */
export class ConsoleService {
  constructor(
    private readonly store: ConsoleStore,
    private readonly sender: CommandSender,
    private readonly token: AccessToken,
    readonly changes: Observable<FleetChange>,
    private readonly now: () => number,
  ) {}

  fleet(): Promise<FleetModel[]> {
    return this.store.fleet();
  }

  async detail(model: string): Promise<ModelDetail> {
    const record = await this.store.record(model);
    const [route, [newest], waiting] = await Promise.all([
      this.store.route(model),
      this.store.decisions(model, 1),
      this.store.waiting(model),
    ]);
    return { record, route, newest: newest ?? null, waiting };
  }

  /** The series and marks of a stretch of time (ms); the whole time reported on by default. */
  async timeline(model: string, asked: { from?: number; until?: number } = {}): Promise<Timeline> {
    const { contract } = await this.store.record(model);
    const span = await this.store.span(model);
    const now = this.now();
    const from = asked.from ?? span?.from ?? now;
    const until = asked.until ?? span?.until ?? now;
    const range = { model, from, until, bucket: bucketFor(until - from, contract.windows.base_ms) };
    const first = span?.from ?? from;
    const profiled = { model, from: first, until: first + (contract.labels?.profile_days ?? 0) * DAY };
    const [series, marks, profile] = await Promise.all([
      this.store.series(range),
      this.store.marks(model),
      this.store.risk({ ...profiled, bucket: DAY }),
    ]);
    return makeTimeline({
      contract,
      range,
      tolerance: toleranceOf(contract, profile, first),
      series,
      ...marks,
    });
  }

  async decisions(model: string, limit: number): Promise<Decision[]> {
    return this.ofKnown(model, await this.store.decisions(model, limit));
  }

  /** Incidents that the newest decisions of a model tell of, the newest first. */
  async incidents(model: string): Promise<IncidentRecord[]> {
    return incidentRecords(await this.ofKnown(model, await this.store.decisions(model, INCIDENT_DECISIONS)));
  }

  /** The same of every model. */
  async incidentsOfAll(): Promise<IncidentRecord[]> {
    const found: IncidentRecord[] = [];
    for (const { model } of await this.store.records())
      found.push(...incidentRecords(await this.store.decisions(model, INCIDENT_DECISIONS)));
    return found.sort((a, b) => b.opened_at - a.opened_at);
  }

  decision(id: string): Promise<Decision> {
    return this.store.decision(id);
  }

  async ledger(model: string, limit: number, cause?: string): Promise<LedgerEntry[]> {
    return this.ofKnown(model, await this.store.ledger(model, limit, cause));
  }

  async announced(model: string, limit: number): ReturnType<ConsoleStore['announced']> {
    return this.ofKnown(model, await this.store.announced(model, limit));
  }

  /** What was promised of a model's automatic actions, and what people found false. */
  async trust(model: string): Promise<TrustLedger> {
    const { contract } = await this.store.record(model);
    return this.trustUnder(contract);
  }

  /** The same of every model. */
  async trustOfAll(): Promise<TrustLedger[]> {
    const ledgers: TrustLedger[] = [];
    for (const { contract } of await this.store.records()) ledgers.push(await this.trustUnder(contract));
    return ledgers;
  }

  private async trustUnder(contract: ModelContract): Promise<TrustLedger> {
    const { model } = contract;
    const [span, ledger, alphas] = await Promise.all([
      this.store.span(model),
      this.store.ledger(model, WHOLE_LEDGER),
      this.store.alphas(model),
    ]);
    return trustLedger({ model, contract, over: span && [span.from, span.until], ledger, alphas });
  }

  deadLetters(model: string, limit: number): ReturnType<ConsoleStore['deadLetters']> {
    return this.store.deadLetters(model, limit);
  }

  /** Throws CHK_NOT_FOUND unless there is a contract of this name. */
  async mustKnow(model: string): Promise<void> {
    await this.store.record(model);
  }

  /** The newest writer schema of a model's predictions. */
  async schemaOf(model: string): Promise<SchemaVersion> {
    const { schemas } = await this.store.record(model);
    const newest = schemas.at(-1);
    if (!newest)
      throw new CheckrideError('CHK_NOT_FOUND', `${model} has no writer schema yet`, {
        remedy: 'It is made when the contract is applied.',
      });
    return { ...newest, version: schemas.length };
  }

  /** A writer schema by its id in the Confluent framing, or by subject. */
  async schemaWhere(matches: (schema: WriterSchema) => boolean): Promise<SchemaVersion> {
    for (const { schemas } of await this.store.records()) {
      const at = schemas.findLastIndex(matches);
      const schema = schemas[at];
      if (schema) return { ...schema, version: at + 1 };
    }
    throw new CheckrideError('CHK_NOT_FOUND', 'there is no such schema');
  }

  /** Problems of a contract text with their places; none means it may be applied. */
  validate(yaml: string): readonly ContractFileProblem[] {
    const read = readContract(yaml);
    return 'problems' in read ? read.problems : [];
  }

  /** Puts a command on the log and answers its id. */
  async command(
    model: string,
    request: unknown,
    authorization: string | undefined,
  ): Promise<{ command_id: string }> {
    this.token.check(authorization);
    const command = readCommand(model, request, this.now());
    await this.sender.send(command);
    return { command_id: command.command_id };
  }

  /** An empty list is an answer about a known model only. */
  private async ofKnown<T>(model: string, found: T[]): Promise<T[]> {
    if (found.length === 0) await this.mustKnow(model);
    return found;
  }
}
