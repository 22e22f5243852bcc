import { app, dialog } from 'electron';
import { parseCommandLine } from './app/command-line.ts';
import { registerPageScheme } from './app/page-protocol.ts';
import { startApplication } from './app/application.ts';

const commandLine = parseCommandLine(process.argv.slice(1));
if (!commandLine.ok) {
  process.stderr.write(`sidetone: ${commandLine.error.message}\n`);
  app.exit(2);
} else {
  const { profile } = commandLine.value;
  if (profile !== null) app.setPath('userData', profile);
  app.setName('Sidetone');
  // The loopback peer connection to the gateway needs both: 127.0.0.1 as a candidate, and by its address.
  app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
  app.commandLine.appendSwitch('disable-features', 'WebRtcHideLocalIpsWithMdns');
  registerPageScheme();

  if (app.requestSingleInstanceLock()) {
    void app.whenReady().then(() => startApplication(commandLine.value)).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      process.stderr.write(`sidetone could not start: ${error instanceof Error ? (error.stack ?? message) : message}\n`);
      if (process.env['CI'] === undefined) dialog.showErrorBox('Sidetone could not start', message);
      app.exit(1);
    });
  } else {
    // Another window of the same profile runs; it gets our arguments and comes to the front.
    app.quit();
  }
}
