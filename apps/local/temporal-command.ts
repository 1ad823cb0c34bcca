import { runCommand, UsageError } from '#apps/flags.ts';
import { runHere } from './processes/run-here.ts';
import { stateDirOf } from './settings.ts';
import { findTemporalBinary } from './temporal/temporal-binary.ts';

const usage = `Runs the Temporal CLI against the server and the namespace of TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE. Without them, these
are the ones of npm start. The program is the same as the one of npm start, and is installed if it is missing.

  npm run temporal -- workflow list --query "DeliveryId = 'dlv_…'"
  npm run temporal -- workflow list --help     the usage of one command`;

/** Everything after `--` is the Temporal CLI's, except a lone --help. */
await runCommand(async () => {
  const args = process.argv.slice(2);
  if (args[0] === '--help') {
    console.log(usage);
    return 0;
  }
  if (args.length === 0) throw new UsageError(usage);
  const say = (line: string) => console.error(line);
  const program = await findTemporalBinary({ environment: process.env, stateDir: stateDirOf(process.env), say });
  return runHere(program, args, process.env);
});
