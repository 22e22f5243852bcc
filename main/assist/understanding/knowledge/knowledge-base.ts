import { once } from 'node:events';
import { watch } from 'chokidar';
import { NOTHING_READ, type KnowledgeState } from '../../../../preload/contract/knowledge.ts';
import type { Log } from '../../../platform/log.ts';
import type { JudgedQuestion } from '../../../../preload/contract/questions.ts';
import type { SentenceEncoder } from '../encoder.ts';
import { withApproved } from './approved-questions.ts';
import type { Article } from './article.ts';
import { audienceValues } from './conditions.ts';
import { buildKnowledgeIndex, type KnowledgeIndex } from './knowledge-index.ts';
import { readKnowledgeFolder, type KnownFile } from './read-folder.ts';

/** Saves come in bursts; the index is built once they are over. */
const SETTLE_MS = 300;
/** Files that programs keep beside the one that is edited. */
const SCRATCH = /(?:^|[\\/])(?:\.|~\$)[^\\/]*$/;

/** A file that changes again while the watch is still taking in its last change is not told: after a change we look once more, until nothing has changed. */
const LOOK_AGAIN_MS = 1_000;

const PROGRESS_STEP = 20;

/** The articles of the folder in use: read at once, and again whenever a file of it is added, changed or removed. */
export interface KnowledgeBase {
  readonly index: KnowledgeIndex;
  /** As their files have them. */
  readonly articles: readonly Article[];
  /** Questions that a person approved, beside those of the files. */
  useQuestions(questions: readonly JudgedQuestion[]): Promise<void>;
  /** Rejects when the folder cannot be read; the articles in use then stay. */
  use(folder: string): Promise<KnowledgeState>;
  close(): Promise<void>;
}

interface Options {
  readonly encoder: SentenceEncoder;
  readonly log: Log;
  readonly onState: (state: KnowledgeState) => void;
  readonly settleMs?: number;
}

export async function createKnowledgeBase({ encoder, log, onState, settleMs = SETTLE_MS }: Options): Promise<KnowledgeBase> {
  let index = await buildKnowledgeIndex([], encoder);
  let articles: readonly Article[] = [];
  let judged: readonly JudgedQuestion[] = [];
  let files: ReadonlyMap<string, KnownFile> = new Map();
  let state = NOTHING_READ;
  let watcher: ReturnType<typeof watch> | null = null;
  /** The folder that the watcher is on. */
  let watched: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** One reading after the other: two would race for the index. */
  let reading: Promise<unknown> = Promise.resolve();

  function tell(next: KnowledgeState): void {
    state = next;
    onState(state);
  }

  async function read(folder: string, known: ReadonlyMap<string, KnownFile>): Promise<KnowledgeState> {
    try {
      const found = await readKnowledgeFolder(folder, known, (done, total) => { if (done % PROGRESS_STEP === 0) tell({ ...state, reading: { done, total } }); });
      if (isSame(found.files, files)) {
        if (state.reading !== null) tell({ ...state, reading: null });
        return state;
      }
      index = await buildKnowledgeIndex(withApproved(found.articles, judged), encoder);
      articles = found.articles;
      files = found.files;
      for (const { file, reason } of found.skipped) log.warn('knowledge.skipped', { file, reason });
      tell({ articles: index.articles, skipped: [...found.skipped], audience: audienceValues(found.articles), reading: null });
      return state;
    } catch (error) {
      tell({ ...state, reading: null });
      throw error;
    }
  }

  function readAgainSoon(folder: string, afterMs = settleMs): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      reading = reading.then(() => readChanges(folder)).catch((error: unknown) => log.warn('knowledge.unreadable', { reason: String(error) }));
    }, afterMs);
  }

  async function readChanges(folder: string): Promise<void> {
    const before = files;
    if (folder !== watched) return; // another one has taken its place
    await read(folder, before);
    if (files !== before && folder === watched) readAgainSoon(folder, LOOK_AGAIN_MS);
  }

  async function stopWatching(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    watched = null;
    await watcher?.close();
    watcher = null;
  }

  return {
    get index() { return index; },
    get articles() { return articles; },
    useQuestions(questions) {
      const done = reading.then(async () => {
        judged = questions;
        if (articles.length > 0) index = await buildKnowledgeIndex(withApproved(articles, judged), encoder);
      });
      reading = done.catch(() => undefined);
      return done;
    },
    async use(folder) {
      const done = reading.then(() => read(folder, new Map()));
      reading = done.catch(() => undefined);
      await done;
      await stopWatching();
      watched = folder;
      watcher = watch(folder, { ignoreInitial: true, ignored: (path) => path !== folder && SCRATCH.test(path) });
      watcher.on('all', () => readAgainSoon(folder)).on('error', (error) => log.warn('knowledge.watch-failed', { reason: String(error) }));
      await once(watcher, 'ready');
      readAgainSoon(folder); // what changed before the watch began
      return state;
    },
    close: stopWatching,
  };
}

function isSame(now: ReadonlyMap<string, KnownFile>, before: ReadonlyMap<string, KnownFile>): boolean {
  return now.size === before.size && [...now].every(([file, known]) => before.get(file) === known);
}
