import { app, BrowserWindow } from 'electron';
import { registerPageScheme, servePageFiles } from '../../../main/app/page-protocol.ts';

/** An app with nothing but the built page: its own scheme and policy as in the product, and a fake where the preload would be. */
registerPageScheme();
void app.whenReady().then(async () => {
  servePageFiles(process.env['SIDETONE_PAGE_FOLDER'] ?? '', '');
  const window = new BrowserWindow({ width: 1_100, height: 720, useContentSize: true, webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false } });
  await window.loadURL('about:blank');
});
