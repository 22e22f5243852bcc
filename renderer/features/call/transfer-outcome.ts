export type TransferOutcome = 'busy' | 'declined' | 'not-found' | 'no-answer' | 'not-allowed' | 'failed';

/** Why a transfer came to nothing, in the words of a person; `sipStatus` null: nothing was heard of it. */
export function transferOutcome(sipStatus: number | null): TransferOutcome {
  switch (sipStatus) {
    case 486:
    case 600:
      return 'busy';
    case 603:
    case 607:
      return 'declined';
    case 404:
    case 410:
    case 484:
    case 604:
      return 'not-found';
    case null:
    case 408:
    case 480:
    case 487:
      return 'no-answer';
    case 403:
    case 405:
    case 420:
    case 501:
      return 'not-allowed';
    default:
      return 'failed';
  }
}
