import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { setUp, withDisplay } from './setup.mjs';

/** `npm run demo`: set-up, then one practice call in the built app from start to finish. Options: --json FILE, --screenshots DIR, --caller ID; --trunk-transport, --codec, --srtp and --media call through Kamailio and baresip. */
try {
  const isOverTrunk = process.argv.some((argument) => /^--(?:trunk-transport|codec|srtp|media)\b/.test(argument));
  const { electron } = await setUp({ purposes: isOverTrunk ? ['runtime', 'display', 'peers'] : ['runtime', 'display'] });
  const [command, args] = withDisplay(process.execPath, [join(ROOT, 'out', 'tools', 'demo.js'), ...process.argv.slice(2)]);
  await runCommand(command, args, { env: { ...process.env, SIDETONE_ELECTRON: electron } });
} catch (error) {
  console.error(`demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
