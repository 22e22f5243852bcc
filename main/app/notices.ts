import type { Notice } from '../../preload/contract/app.ts';
import type { Failure } from '../../preload/contract/result.ts';

/** The banners in force: one per id, newest first. */
export interface Notices {
  list(): readonly Notice[];
  raise(noticeId: string, severity: Notice['severity'], failure: Failure): void;
  dismiss(noticeId: string): void;
}

export function createNotices(onChange: () => void): Notices {
  let notices: readonly Notice[] = [];
  return {
    list: () => notices,
    raise(noticeId, severity, failure) {
      notices = [{ noticeId, severity, failure }, ...notices.filter((notice) => notice.noticeId !== noticeId)];
      onChange();
    },
    dismiss(noticeId) {
      if (!notices.some((notice) => notice.noticeId === noticeId)) return;
      notices = notices.filter((notice) => notice.noticeId !== noticeId);
      onChange();
    },
  };
}
