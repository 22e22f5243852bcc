/** What a failure means to a person, and what they can do about it. */
export interface FailureWords {
  readonly what: string;
  readonly next: string;
}
