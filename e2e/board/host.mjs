import { app, BrowserWindow, session } from 'electron';

// An empty window in the runtime of the app, which remembers nothing of other tests; the test leads it to the built renderer
// with the fixture as its bridge.
void app
  .whenReady()
  .then(() => session.defaultSession.clearStorageData())
  .then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('about:blank'));
