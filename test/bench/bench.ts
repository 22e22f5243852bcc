import { readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { groups, type BenchOptions } from './groups.ts';
import { formatTable, type BenchRow } from './row.ts';

/** `npm run bench`: every group, or those of `--only NAME` (repeatable); `--json FILE` writes `{versions, machine, results}`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' }, only: { type: 'string', multiple: true }, manifest: { type: 'string' }, data: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' },
    },
  });
  if (values.help === true) return void process.stdout.write(`${helpText()}\n`);
  const names = values.only ?? Object.keys(groups).filter((name) => groups[name]?.isDefault === true);
  const unknown = names.filter((name) => groups[name] === undefined);
  if (unknown.length > 0) throw new Error(`there is no bench group ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`);

  const options: BenchOptions = { manifest: values.manifest ?? null, data: values.data ?? null, seed: Number(values.seed ?? 1), say: (line) => void process.stderr.write(`  ${line}\n`) };
  const results: BenchRow[] = [];
  for (const name of names) {
    process.stderr.write(`bench: ${name}\n`);
    results.push(...(await groups[name]?.run(options) ?? []));
  }
  process.stdout.write(`${formatTable(results)}\n`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ versions: await versions(), machine: machine(), results }, null, 2)}\n`);
  const missed = results.filter((figure) => figure.met === false);
  if (missed.length > 0) {
    process.stderr.write(`bench: ${missed.length} figure(s) below the floor: ${missed.map((figure) => figure.id).join(', ')}\n`);
    process.exitCode = 1;
  }
}

function helpText(): string {
  const width = Math.max(...Object.keys(groups).map((name) => name.length));
  const lines = Object.entries(groups).map(([name, { isDefault, about = '' }]) => `  ${name.padEnd(width)}  ${about}${isDefault ? '' : ' (only where asked for)'}`);
  return ['npm run bench -- [--only GROUP]... [--json FILE] [--manifest FILE.jsonl] [--data FILE] [--seed N]', '', ...lines].join('\n');
}

async function versions(): Promise<Record<string, string>> {
  const { version, dependencies, devDependencies } = JSON.parse(await readFile(join(process.cwd(), 'package.json'), 'utf8')) as { version: string; dependencies: Record<string, string>; devDependencies: Record<string, string> };
  return { sidetone: version, node: process.versions.node, electron: devDependencies['electron'] ?? '', ...dependencies };
}

function machine(): Record<string, unknown> {
  return { platform: platform(), release: release(), arch: arch(), cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
