import type { Locale } from '../../preload/contract/primitives.ts';
import type { Messages } from './en.ts';

/** Hours and minutes on the wall clock. */
export function timeOfDay(atMs: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
}

/** The time today, "yesterday" with it, else the date with it. */
export function moment(atMs: number, nowMs: number, locale: Locale, words: Pick<Messages['history'], 'yesterday'>): string {
  const time = timeOfDay(atMs, locale);
  const days = wholeDaysBetween(atMs, nowMs);
  if (days === 0) return time;
  if (days === 1) return `${words.yesterday} ${time}`;
  return `${dayOf(atMs, nowMs, locale)} ${time}`;
}

function dayOf(atMs: number, nowMs: number, locale: Locale): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }).format(atMs);
}

/** Calendar days, not 24 hours: a quarter past midnight is a day after a quarter to. */
function wholeDaysBetween(atMs: number, nowMs: number): number {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  return Math.round((midnight(nowMs) - midnight(atMs)) / 86_400_000);
}

/** 0:07, 12:05, 1:02:09. */
export function duration(ms: number): string {
  const totalSec = Math.max(0, Math.floor(ms / 1000));
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(totalSec / 3600);
  const minutes = Math.floor((totalSec % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(totalSec % 60)}` : `${minutes}:${pad(totalSec % 60)}`;
}
