import type { Observable } from 'rxjs';
import { readContract, type ContractFileProblem } from '@checkride/contract-file/contract-file';
import type { ModelRecord, WriterSchema } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import { makeTimeline, type Timeline } from '../timeline.js';
import type { AccessToken } from './access-token.js';
import { readCommand } from './command-request.js';
import type { CommandSender } from './command-sender.js';
import type { ConsoleStore } from './console-store.js';
import type { FleetChange } from './live-feed.js';

/** A model on the fleet page. */
export interface FleetModel {
  readonly model: string;
  readonly owner: string | null;
  readonly clock: string;
  readonly contract_version: number;
  readonly headline: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly decision_id: string | null;
  readonly decided_at: number | null;
  readonly window: number | null;
  readonly version: string | null;
  readonly release: string | null;
  readonly share: number | null;
  readonly predictions_24h: number;
}

/** A model's page without its charts. */
export interface ModelDetail {
  readonly record: ModelRecord;
  readonly route: RouteRecord | null;
  readonly newest: Decision | null;
}

/** What the console's controllers ask for. */
export class ConsoleService {
  constructor(
    private readonly store: ConsoleStore,
    private readonly sender: CommandSender,
    private readonly token: AccessToken,
    readonly changes: Observable<FleetChange>,
    private readonly now: () => number,
  ) {}

  async fleet(): Promise<FleetModel[]> {
    return (await this.store.fleet()).map((row) => {
      const route = row.route === '' ? null : (JSON.parse(row.route) as RouteRecord);
      const decided = row.decision_id !== '';
      return {
        model: row.model,
        owner: row.owner || null,
        clock: row.clock,
        contract_version: row.contract_version,
        headline: decided ? row.headline : null,
        reason: decided ? row.reason : null,
        rule: decided ? row.rule : null,
        decision_id: decided ? row.decision_id : null,
        decided_at: decided ? row.decided_at : null,
        window: row.window > 0 ? row.window : null,
        ...servingOf(route),
        predictions_24h: row.predictions_24h,
      };
    });
  }

  async detail(model: string): Promise<ModelDetail> {
    const record = await this.store.record(model);
    const [[route], [newest]] = await Promise.all([
      this.store.routes(model, 1),
      this.store.decisions(model, 1),
    ]);
    return { record, route: route ?? null, newest: newest ?? null };
  }

  async timeline(model: string): Promise<Timeline> {
    const { contract } = await this.store.record(model);
    const [series, decisions, ledger] = await Promise.all([
      this.store.series(model),
      this.store.decisions(model, 10_000),
      this.store.ledger(model, 10_000),
    ]);
    return makeTimeline({ contract, series, decisions, ledger });
  }

  decisions = (model: string, limit: number): Promise<Decision[]> => this.store.decisions(model, limit);
  decision = (id: string): Promise<Decision> => this.store.decision(id);
  ledger = (model: string, limit: number): Promise<LedgerEntry[]> => this.store.ledger(model, limit);
  deadLetters = (model: string, limit: number) => this.store.deadLetters(model, limit);

  /** The newest writer schema of a model's predictions. */
  async schemaOf(model: string): Promise<WriterSchema & { readonly version: number }> {
    const { schemas } = await this.store.record(model);
    const newest = schemas.at(-1);
    if (!newest)
      throw new CheckrideError('CHK_NOT_FOUND', `${model} has no writer schema yet`, {
        remedy: 'It is made when the contract is applied.',
      });
    return { ...newest, version: schemas.length };
  }

  /** A writer schema by its id in the Confluent framing, or by subject. */
  async schemaWhere(
    matches: (schema: WriterSchema) => boolean,
  ): Promise<WriterSchema & { readonly version: number }> {
    for (const { schemas } of await this.store.records()) {
      const at = schemas.findLastIndex(matches);
      if (at >= 0) return { ...(schemas[at] as WriterSchema), version: at + 1 };
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
}

function servingOf(route: RouteRecord | null): Pick<FleetModel, 'version' | 'release' | 'share'> {
  if (!route) return { version: null, release: null, share: null };
  const shares = route.shares['*'] ?? {};
  const inRole = (role: string): string | undefined =>
    Object.keys(route.roles).find((version) => route.roles[version] === role);
  const candidate = inRole('candidate');
  return {
    version: inRole('sole') ?? inRole('control') ?? null,
    release: candidate ?? null,
    share: candidate ? (shares[candidate] ?? 0) : null,
  };
}
