import { readdir, readFile, readlink } from 'node:fs/promises';

/** The IPv4 UDP ports that a process has bound (Linux: /proc). */
export async function udpPortsOf(pid: number): Promise<number[]> {
  const folder = `/proc/${pid}/fd`;
  const inodes = new Set<string>();
  for (const descriptor of await readdir(folder)) {
    const target = await readlink(`${folder}/${descriptor}`).catch(() => ''); // closed since it was listed
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined) inodes.add(inode);
  }
  const lines = (await readFile('/proc/net/udp', 'utf8')).trim().split('\n').slice(1).map((line) => line.trim().split(/\s+/));
  return lines.filter((fields) => inodes.has(fields[9] ?? '')).map((fields) => Number.parseInt(fields[1]?.split(':')[1] ?? '0', 16));
}
