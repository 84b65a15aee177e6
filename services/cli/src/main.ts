import { Command, Help } from 'commander';
import { addApply } from './commands/apply.js';
import { addBacktest } from './commands/backtest.js';
import { addChange } from './commands/change.js';
import { addDeadLetters } from './commands/dead-letters.js';
import { addDemo } from './commands/demo.js';
import { addIncidents } from './commands/incidents.js';
import { addMigrate } from './commands/migrate.js';
import { addOrders } from './commands/orders.js';
import { addOverrides } from './commands/overrides.js';
import { addReading } from './commands/reading.js';
import { addReplay } from './commands/replay.js';
import { addSchema } from './commands/schema.js';
import { addStack } from './commands/stack.js';
import { createContext, type Context } from './context.js';
import { addTrust } from './commands/trust.js';
import { errorText } from './output/printer.js';

const usual = new Help();
const program = new Command('checkride')
  .description('Decides what to do about models in production, and carries it out')
  .showHelpAfterError('(checkride --help lists the commands)')
  .configureHelp({
    optionDescription: (option) =>
      `${usual.optionDescription(option)}${option.mandatory ? ' (required)' : ''}`,
  });

const context = (command: Command): Context =>
  createContext(command.optsWithGlobals<{ json?: boolean | string }>().json === true);
for (const add of [
  addStack,
  addDemo,
  addApply,
  addSchema,
  addReading,
  addIncidents,
  addOrders,
  addOverrides,
  addChange,
  addReplay,
  addBacktest,
  addTrust,
  addDeadLetters,
  addMigrate,
])
  add(program, context);
for (const command of program.commands) {
  if (!command.options.some(({ long }) => long === '--json'))
    command.option('--json', 'print one JSON document');
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
