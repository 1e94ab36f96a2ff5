import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import type { Push } from '../core/contract.ts';

/** All the page ever sees of the world. It grows with the contract, not here. */
contextBridge.exposeInMainWorld('teatree', {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('teatree:call', { name, input }),
  /** Returns the function that ends the subscription. */
  subscribe: (listener: (push: Push) => void): (() => void) => {
    const onPush = (_event: IpcRendererEvent, push: Push) => listener(push);
    ipcRenderer.on('teatree:push', onPush);
    return () => void ipcRenderer.off('teatree:push', onPush);
  },
});
