import { app, BrowserWindow, type WebContents } from 'electron';
import { PAGE_URL } from './page-file.ts';

export interface MainWindow {
  /** null while the window is closed. */
  page(): WebContents | null;
  isFocused(): boolean;
  /** False while the app goes on without it. */
  isVisible(): boolean;
  /** Opens it, or brings it to the front. */
  show(): void;
  /** Lets an incoming call be seen without taking the keyboard from another program (T20). */
  callAttention(): void;
}

export interface MainWindowOptions {
  readonly preloadFile: string;
  readonly iconFile: string;
  readonly onPageGone: (reason: string) => void;
  /** Whether the app goes on when a person closes the window: it is hidden then, with the sound of its calls. */
  readonly goesOn: () => boolean;
  readonly onHidden: () => void;
}

/** The app's one window: sandboxed, isolated, no Node. */
export function createMainWindow({ preloadFile, iconFile, onPageGone, goesOn, onHidden }: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let isQuitting = false;
  app.on('before-quit', () => { isQuitting = true; });

  function open(): BrowserWindow {
    const opened = new BrowserWindow({
      width: 1_100,
      height: 720,
      minWidth: 760,
      minHeight: 560,
      title: 'Sidetone',
      icon: iconFile,
      autoHideMenuBar: true,
      show: false,
      webPreferences: {
        preload: preloadFile,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        backgroundThrottling: false, // a covered window still carries the call's audio and screen (T52)
        autoplayPolicy: 'no-user-gesture-required', // the far end is heard without a click
      },
    });
    opened.once('ready-to-show', () => opened.show());
    opened.on('close', (event) => {
      if (isQuitting || !goesOn()) return;
      event.preventDefault();
      opened.hide();
      onHidden();
    });
    opened.on('closed', () => { window = null; });
    opened.webContents.on('render-process-gone', (_event, details) => {
      onPageGone(details.reason);
      if (details.reason !== 'clean-exit' && !opened.isDestroyed()) opened.webContents.reload();
    });
    void opened.loadURL(PAGE_URL);
    return opened;
  }

  return {
    isFocused: () => window?.isFocused() ?? false,
    isVisible: () => window?.isVisible() ?? false,
    page: () => (window === null || window.isDestroyed() ? null : window.webContents),
    show() {
      if (window === null) {
        window = open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
    },
    callAttention() {
      if (window === null) {
        window = open();
        return;
      }
      if (!window.isVisible()) window.showInactive();
      window.flashFrame(true);
    },
  };
}
