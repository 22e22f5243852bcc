import { app, dialog } from 'electron';
import { handOverArguments, parseCommandLine } from './app/command-line.ts';
import { forbidFetching } from './app/harden.ts';
import { collectOpenedLinks } from './app/opened-links.ts';
import { registerPageScheme } from './app/page-protocol.ts';
import { startApplication } from './app/application.ts';

const commandLine = parseCommandLine(process.argv.slice(1));
if (!commandLine.ok) {
  refuseToStart(commandLine.error.message);
} else {
  const { profile } = commandLine.value;
  if (profile !== null) app.setPath('userData', profile);
  app.setName('Sidetone');
  // The loopback peer connection to the gateway needs both: 127.0.0.1 as a candidate, and by its address. A WebRTC trunk needs the second: a name of this network means nothing to it.
  app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
  // Shared storage is for advertisements, and opens a database of its own after some minutes.
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns,SharedStorageAPI');
  // Looking for microphones looks for cameras too: without a process of their own, which is some 60 MB.
  app.commandLine.appendSwitch('enable-features', 'RunVideoCaptureServiceInBrowserProcess');
  app.commandLine.appendSwitch('js-flags', '--expose-gc'); // the page tidies up between calls
  forbidFetching();
  registerPageScheme();
  const openedLinks = collectOpenedLinks();

  if (app.requestSingleInstanceLock(handOverArguments(process.argv.slice(1)))) {
    void app.whenReady().then(() => startApplication(commandLine.value, openedLinks)).then(
      (started) => { if (!started.ok) refuseToStart(started.error.message); },
      (error: unknown) => failToStart(error instanceof Error ? error : new Error(String(error))),
    );
  } else {
    // Another window of the same profile runs; it gets our arguments and comes to the front.
    app.quit();
  }
}

/** What was asked of us on the command line is wrong: whoever typed it reads the terminal. */
function refuseToStart(message: string): void {
  process.stderr.write(`sidetone: ${message}\n`);
  app.exit(1);
}

/** The profile cannot be used or we have a bug: whoever clicked the icon sees a window. */
function failToStart(error: Error): void {
  process.stderr.write(`sidetone could not start: ${error.stack ?? error.message}\n`);
  dialog.showErrorBox('Sidetone could not start', error.message);
  app.exit(1);
}
