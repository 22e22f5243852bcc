import { join } from 'node:path';
import { ROOT } from '../../main/setup/paths.mjs';
import { runCommand } from '../../main/setup/run-command.mjs';
import { setUp, withDisplay } from '../../main/setup/setup.mjs';

/** `npm run bench`: options --json FILE, --only GROUP and each group's own. */
try {
  const { electron } = await setUp({ purposes: ['runtime', 'display', 'peers'] });
  const [command, args] = withDisplay(process.execPath, [join(ROOT, 'out', 'tools', 'bench.js'), ...process.argv.slice(2)]);
  await runCommand(command, args, { env: { ...process.env, SIDETONE_ELECTRON: electron } });
} catch (error) {
  console.error(`bench failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
