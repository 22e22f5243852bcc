import { createContext } from 'svelte';
import type { Locale } from '../../preload/contract/primitives.ts';
import { en, type Messages } from './en.ts';
import { zhCn } from './zh-cn.ts';

export const MESSAGES: Readonly<Record<Locale, Messages>> = { en, 'zh-CN': zhCn };

/** The language in force, for every component below the app. */
export class LocaleWords {
  readonly #current: () => Locale;

  constructor(current: () => Locale) {
    this.#current = current;
  }

  get locale(): Locale {
    return this.#current();
  }

  get t(): Messages {
    return MESSAGES[this.#current()];
  }
}

export const [useWords, provideWords] = createContext<LocaleWords>();
