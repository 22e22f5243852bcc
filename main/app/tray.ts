import { Menu, Tray, nativeImage, type MenuItemConstructorOptions } from 'electron';
import type { TrayItem, TrayMenu, TrayOrder } from './tray-menu.ts';

/** What the systems' bars are made for. */
const ICON_PIXELS = process.platform === 'linux' ? 22 : 16;

/** The icon in the system's bar. Where there is no bar it is nowhere, and starting the app again opens the window. */
export function createTray(iconFile: string, carryOut: (order: TrayOrder) => void): { show(menu: TrayMenu): void } {
  const tray = new Tray(nativeImage.createFromPath(iconFile).resize({ width: ICON_PIXELS, height: ICON_PIXELS }));
  let shown = '';
  tray.on('click', () => carryOut({ kind: 'open' }));

  function templateOf(item: TrayItem): MenuItemConstructorOptions {
    if (item.kind === 'separator') return { type: 'separator' };
    return item.kind === 'text' ? { label: item.label, enabled: false } : { label: item.label, click: () => carryOut(item.order) };
  }

  return {
    show(menu) {
      const key = JSON.stringify(menu);
      if (key === shown) return; // a menu that is made anew closes under the pointer
      shown = key;
      tray.setToolTip(menu.tooltip);
      tray.setContextMenu(Menu.buildFromTemplate(menu.items.map(templateOf)));
    },
  };
}
