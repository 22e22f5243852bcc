import type { CallId } from '../../../preload/contract/primitives.ts';

export type SettingsSection = 'accounts' | 'audio' | 'knowledge' | 'crm' | 'privacy' | 'colleagues' | 'links' | 'language' | 'about';

export type View =
  | { readonly kind: 'phone' }
  | { readonly kind: 'wrap-up'; readonly callId: CallId }
  | { readonly kind: 'history'; readonly callId: CallId | null }
  | { readonly kind: 'messages' }
  | { readonly kind: 'learning' }
  | { readonly kind: 'contacts' }
  | { readonly kind: 'settings'; readonly section: SettingsSection };

/** Which screen is up. A call's end moves it only from the phone: nothing pulls a person out of what they are doing elsewhere. */
export class Navigation {
  readonly #onView: (view: View) => void;
  view = $state.raw<View>({ kind: 'phone' });
  isAddingAccount = $state.raw(false);

  /** `onView` opens what the new screen reads. */
  constructor(onView: (view: View) => void = () => undefined) {
    this.#onView = onView;
  }

  showPhone(): void {
    this.#show({ kind: 'phone' });
  }

  showHistory(callId: CallId | null = null): void {
    this.#show({ kind: 'history', callId });
  }

  showMessages(): void {
    this.#show({ kind: 'messages' });
  }

  showContacts(): void {
    this.#show({ kind: 'contacts' });
  }

  showLearning(): void {
    this.#show({ kind: 'learning' });
  }

  showSettings(section: SettingsSection = 'accounts'): void {
    this.#show({ kind: 'settings', section });
  }

  showWrapUp(callId: CallId): void {
    this.#show({ kind: 'wrap-up', callId });
  }

  /** The form for a new trunk, over the list of accounts. */
  addAccount(): void {
    this.showSettings('accounts');
    this.isAddingAccount = true;
  }

  stopAddingAccount(): void {
    this.isAddingAccount = false;
  }

  /** The person placed or answered a call: they want to see it. */
  callBegan(): void {
    this.showPhone();
  }

  /** An answered call is over: its wrap-up follows, if the call was on the screen. */
  callEnded(callId: CallId): void {
    if (this.view.kind === 'phone') this.showWrapUp(callId);
  }

  #show(view: View): void {
    this.isAddingAccount = false;
    this.view = view;
    this.#onView(view);
  }
}
