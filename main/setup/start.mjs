import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';
import { setUp, withDisplay } from './setup.mjs';

/** `npm start`: set-up where it is still owed, then the app; arguments go to the app (`--profile DIR --provision FILE --call URI`). */
try {
  const { electron } = await setUp();
  // Chromium refuses its sandbox to root; the page stays sandboxed for everybody else.
  const rootArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const [command, args] = withDisplay(electron, [ROOT, ...rootArguments, ...process.argv.slice(2)]);
  const app = spawn(command, args, { stdio: 'inherit', cwd: process.cwd() });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => app.kill(signal));
  app.once('close', (code) => { process.exitCode = code ?? 1; });
} catch (error) {
  console.error(`start failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
