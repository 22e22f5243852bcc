import { spawn } from 'node:child_process';

/**
 * Runs a command to its end and shows what it prints.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { isQuiet?: boolean }} [options] isQuiet keeps the output back unless the command fails
 * @returns {Promise<void>} rejects with the command line and its exit code
 */
export async function runCommand(command, args, { isQuiet = false, ...options } = {}) {
  await new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit', ...options });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout?.on('data', (bytes) => output.push(bytes));
    child.stderr?.on('data', (bytes) => output.push(bytes));
    child.once('error', (cause) => reject(new Error(`${command} could not be started: ${cause.message}`, { cause })));
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(undefined);
      const said = output.length > 0 ? `\n${Buffer.concat(output).toString('utf8')}` : '';
      reject(new Error(`${[command, ...args].join(' ')} ended with ${signal ?? `exit code ${code}`}${said}`));
    });
  });
}
